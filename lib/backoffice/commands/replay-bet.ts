import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import { uuidText } from "#lib/platform/commands/input.ts";
import { defineQuery } from "#lib/players/index.ts";
import { replayBet } from "#lib/sportsbook/betting/index.ts";
import { betsRead } from "#lib/sportsbook/permissions.ts";

/** Replays the decision of a bet on its stored inputs. */
export const replayBetQuery = defineQuery({
  name: "bet.replay",
  summary: "Decides a bet again from what was stored with it.",
  actor: "staff",
  permission: betsRead,
  input: z.object({ betId: uuidText() }),
  refusals: {},
  run: async ({ input: { betId } }) => accept(await replayBet(betId)),
});
