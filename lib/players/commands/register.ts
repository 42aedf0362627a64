import { defineCommand } from "../command.ts";
import { registerPlayer } from "../register.ts";
import { RegistrationApplication } from "../schema.ts";

/** Opens an account. Signing in is a separate step. */
export const register = defineCommand({
  name: "player.register",
  summary: "Opens an account for an adult. A refusal names every field that is wrong.",
  actor: "visitor",
  input: RegistrationApplication,
  refusals: { registration_refused: 422 },
  // Hashing takes long, and must not hold a connection.
  transaction: "own",
  run: ({ input, actor: _, ...request }) => registerPlayer(request, input),
});
