import { z } from "zod";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { askToReturn } from "../exclusion/return.ts";

/** Ends a self-exclusion whose term is over, after a day to think it over. */
export const askToReturnCommand = defineCommand({
  name: "player.ask_to_return",
  summary: "Ends a self-exclusion whose term is over, 24 hours from now.",
  actor: "player",
  gate: null,
  stepUp: true,
  input: z.object({}),
  refusals: { not_self_excluded: 409, term_not_over: 409 },
  run: ({ actor, tx, onCommit }) => {
    onCommit(scheduleRelay);
    return askToReturn(tx, actor.playerId);
  },
});
