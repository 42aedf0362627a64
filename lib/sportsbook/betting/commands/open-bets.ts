import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineQuery } from "#lib/players/index.ts";
import { openBets } from "../open-bets.ts";
import type { OpenBets } from "../schema.ts";

/** The player's open bets: the newest, and what all of them come to. */
export const openBetsQuery = defineQuery({
  name: "bet.list_open",
  summary:
    "The open bets of the player: the newest of them, and the number, stakes and potential return of all.",
  actor: "player",
  input: z.object({}),
  refusals: {},
  run: async ({ actor }): Promise<Outcome<OpenBets, never>> => accept(await openBets(actor.playerId)),
});
