import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { setRealityCheck } from "../play/reality-check.ts";
import { RealityCheckInput } from "../play/schema.ts";

/** Chooses how often the player is reminded of the time on the site. */
export const setRealityCheckCommand = defineCommand({
  name: "play.set_reality_check",
  summary: "Chooses the minutes between two reality checks, of those that the country offers; 0 for none.",
  actor: "player",
  gate: null,
  // A person reads it.
  byToken: false,
  input: RealityCheckInput,
  refusals: { interval_not_offered: 422 },
  run: ({ input, actor, tx, onCommit }) => {
    onCommit(scheduleRelay);
    return setRealityCheck(actor.playerId, input.minutes, tx);
  },
});
