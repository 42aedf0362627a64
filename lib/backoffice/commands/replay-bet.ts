import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import { uuidText } from "#lib/platform/commands/input.ts";
import { defineQuery } from "#lib/players/index.ts";
import { replayBet } from "#lib/sportsbook/betting/index.ts";

/** Decides a bet again from what was stored with it. */
export const replayBetQuery = defineQuery({
  name: "bet.replay",
  summary: "Decides a bet again from what was stored with it.",
  actor: "staff",
  permission: "bets:read",
  input: z.object({ betId: uuidText() }),
  refusals: {},
  run: async ({ input: { betId } }) => accept(await replayBet(betId)),
});
