import { z } from "zod";
import { defineCommand } from "../command.ts";
import { registerPlayer } from "../register.ts";
import { RegisterInput } from "../schema.ts";

/** Any field may be missing or unreadable: the answer names everything that is wrong at once. */
const Application = z.object(
  Object.fromEntries(Object.keys(RegisterInput.shape).map((name) => [name, z.unknown()] as const)) as Record<
    keyof RegisterInput,
    z.ZodUnknown
  >,
);

/** Opens an account. Signing in is a separate step. */
export const register = defineCommand({
  name: "player.register",
  summary: "Opens an account for an adult. A refusal names every field that is wrong.",
  actor: "visitor",
  input: Application.partial(),
  refusals: { registration_refused: 422 },
  // Hashing takes long, and must not hold a connection.
  transaction: "own",
  run: ({ input, actor: _, ...request }) => registerPlayer(request, input),
});
