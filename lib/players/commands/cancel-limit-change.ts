import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { cancelLimitChange } from "../limits/limits.ts";
import { LimitInput } from "../limits/schema.ts";

/** Drops a higher limit that the player asked for: the limit stays as it is. */
export const cancelLimitChangeCommand = defineCommand({
  name: "limit.cancel_change",
  summary: "Drops a higher limit that was asked for.",
  actor: "player",
  gate: null,
  input: LimitInput,
  refusals: { nothing_waiting: 409 },
  run: ({ input, actor, tx, onCommit }) => {
    onCommit(scheduleRelay);
    return cancelLimitChange(actor, input, tx);
  },
});
