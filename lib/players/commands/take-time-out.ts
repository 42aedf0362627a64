import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { excludeSelf } from "../exclusion/exclude.ts";
import { TimeOutInput } from "../exclusion/schema.ts";

/** Starts a break of some hours. Nobody can undo it early. */
export const takeTimeOut = defineCommand({
  name: "player.take_time_out",
  summary: "Starts a break of some hours.",
  actor: "player",
  gate: null,
  input: TimeOutInput,
  refusals: { term_not_offered: 422, already_excluded: 409 },
  run: ({ input, actor, tx, clock, onCommit }) => {
    onCommit(scheduleRelay);
    return excludeSelf(tx, actor.playerId, clock.now(), "time_out", { hours: input.hours });
  },
});
