import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { confirmLimit } from "../limits/limits.ts";
import { LimitInput } from "../limits/schema.ts";

/** Confirms a higher limit whose cool-off is over. */
export const confirmLimitCommand = defineCommand({
  name: "limit.confirm",
  summary: "Brings a higher limit into force once its cool-off is over.",
  actor: "player",
  gate: null,
  input: LimitInput,
  refusals: {
    nothing_waiting: 409,
    not_ready: 409,
    above_ceiling: 422,
    contact_required: 403,
    limit_required: 403,
  },
  run: ({ input, actor, tx, onCommit }) => {
    onCommit(scheduleRelay);
    return confirmLimit(actor, input, tx);
  },
});
