import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { setLimit } from "../limits/limits.ts";
import { SetLimitInput } from "../limits/schema.ts";

/** Sets a limit on what the player deposits, stakes or loses, or asks for none. */
export const setLimitCommand = defineCommand({
  name: "limit.set",
  summary:
    "Sets a limit. A lower one applies at once; a higher one, or none, after a cool-off and a confirmation.",
  actor: "player",
  gate: null,
  input: SetLimitInput,
  refusals: { amount_invalid: 422, above_ceiling: 422, contact_required: 403, limit_required: 403 },
  run: ({ input, actor, tx, onCommit }) => {
    onCommit(scheduleRelay);
    return setLimit(actor, input, tx);
  },
});
