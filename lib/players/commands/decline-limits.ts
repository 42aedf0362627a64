import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import { defineCommand } from "../command.ts";
import { declineLimits } from "../limits/limits.ts";

/** Answers the question before the first deposit: no limits now. */
export const declineLimitsCommand = defineCommand({
  name: "limit.decline",
  summary: "Says that the player wants no deposit limit now.",
  actor: "player",
  gate: null,
  input: z.object({}),
  refusals: {},
  run: async ({ actor, tx }) => {
    await declineLimits(actor.playerId, tx);
    return accept(null);
  },
});
