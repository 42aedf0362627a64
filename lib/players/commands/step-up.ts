import { defineCommand } from "../command.ts";
import { StepUpInput } from "../schema.ts";
import { stepUp } from "../step-up.ts";

/** Proves once more who the player is, before a command that asks for a fresh proof. */
export const stepUpCommand = defineCommand({
  name: "session.step_up",
  summary: "Proves once more who the player is, for the next ten minutes of this session.",
  actor: "player",
  gate: null,
  input: StepUpInput,
  refusals: { wrong_answer: 422 },
  // Hashing takes long, and holds no connection.
  transaction: "own",
  run: ({ input, actor: { playerId, sessionId } }) =>
    stepUp({ kind: "player", id: playerId }, sessionId, input),
});
