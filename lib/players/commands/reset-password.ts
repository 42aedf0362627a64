import { defineCommand } from "../command.ts";
import { resetPassword } from "../links/reset-password.ts";
import { ResetPasswordInput } from "../schema.ts";

/** Sets a new password by the link of a mail, and ends every session of the account. */
export const resetPasswordCommand = defineCommand({
  name: "password.reset",
  summary: "Sets a new password by the link of a mail, and ends every session of the account.",
  actor: "visitor",
  input: ResetPasswordInput,
  refusals: { link_invalid: 409, password_weak: 422 },
  // Hashing takes long, and holds no connection.
  transaction: "own",
  run: ({ input, actor: _, ...request }) => resetPassword(request, input),
});
