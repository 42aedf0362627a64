import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { setRealityCheck } from "../play/reality-check.ts";
import { RealityCheckInput } from "../play/schema.ts";

/** Chooses how often the player is reminded of the time on the site. */
export const setRealityCheckCommand = defineCommand({
  name: "reality_check.set",
  summary: "Chooses the minutes between two reality checks, of those that the country offers; 0 for none.",
  actor: "player",
  gate: null,
  input: RealityCheckInput,
  refusals: { interval_not_offered: 422 },
  run: ({ input, actor, tx, onCommit }) => {
    onCommit(scheduleRelay);
    return setRealityCheck(actor.playerId, input.minutes, tx);
  },
});
