import { defineCommand } from "../command.ts";
import { askReset } from "../links/reset-password.ts";
import { AskResetInput } from "../schema.ts";

/** Mails a link to set a new password, if the address has an account. The answer does not say. */
export const askResetCommand = defineCommand({
  name: "password.ask_reset",
  summary: "Mails a link to set a new password, if the address has an account.",
  actor: "visitor",
  input: AskResetInput,
  refusals: {},
  transaction: "own",
  run: ({ input, actor: _, ...request }) => askReset(request, input),
});
