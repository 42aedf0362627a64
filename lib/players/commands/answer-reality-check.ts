import { z } from "zod";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { answerRealityCheck } from "../play/reality-check.ts";

/** Says that the player has read the reality check and wants to go on. */
export const answerRealityCheckCommand = defineCommand({
  name: "play.answer_reality_check",
  summary: "Answers the reality check that is due. Until then bets are refused as play_stopped.",
  actor: "player",
  gate: null,
  // A person reads it.
  byToken: false,
  input: z.object({}),
  refusals: { break_not_over: 409 },
  run: ({ actor, tx, onCommit }) => {
    onCommit(scheduleRelay);
    return answerRealityCheck(actor.playerId, tx);
  },
});
