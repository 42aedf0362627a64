import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineQuery } from "#lib/players/index.ts";
import { loadDraftSlip } from "../draft-slip.ts";
import type { DraftSlip } from "../schema.ts";

type DraftOnWire = Omit<DraftSlip, "legs"> & {
  legs: { marketId: string; outcomeKey: string; odds: string }[];
};

/** The draft slip that the player left on another device. */
export const loadDraftSlipQuery = defineQuery({
  name: "slip.load",
  summary: "The slip that the player was filling on another device.",
  actor: "player",
  input: z.object({}),
  refusals: {},
  run: async ({ actor }): Promise<Outcome<DraftOnWire | null, never>> => {
    const draft = await loadDraftSlip(actor.playerId);
    return accept(
      draft && { ...draft, legs: draft.legs.map((leg) => ({ ...leg, odds: leg.odds.toString() })) },
    );
  },
});
