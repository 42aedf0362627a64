import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { uuidText } from "#lib/platform/commands/input.ts";
import { defineQuery } from "#lib/players/index.ts";
import { betOutcome } from "../outcome.ts";
import type { BetOutcome } from "../schema.ts";

/** What became of a pending bet; null if the player has no such bet. */
export const betOutcomeQuery = defineQuery({
  name: "bet.outcome",
  summary: "What became of a pending bet of the player.",
  actor: "player",
  input: z.object({ betId: uuidText() }),
  refusals: {},
  run: async ({ input: { betId }, actor }): Promise<Outcome<BetOutcome | null, never>> => {
    const outcome = await betOutcome(actor.playerId, betId);
    if (!outcome) return accept(null);
    return accept(outcome.ok ? outcome.value : { status: "refused", refusal: outcome.refusal });
  },
});
