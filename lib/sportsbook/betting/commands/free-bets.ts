import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineQuery } from "#lib/players/index.ts";
import { freeBetsOf } from "../free-bets/free-bets.ts";
import type { UsableFreeBet } from "../free-bets/schema.ts";

/** The free bets that the player can use now, by their expiry. */
export const freeBetsQuery = defineQuery({
  name: "bet.list_free",
  summary: "The free bets that the player can use now, those that expire first at the top.",
  actor: "player",
  input: z.object({}),
  refusals: {},
  run: async ({ actor }): Promise<Outcome<UsableFreeBet[], never>> => {
    const found = await freeBetsOf(actor.playerId, "available");
    return accept(found.map(({ reason: _, ...freeBet }) => freeBet));
  },
});
