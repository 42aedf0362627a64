import { defineCommand } from "../command.ts";
import { undoEmailChange } from "../links/change-email.ts";
import { MailLinkInput } from "../schema.ts";

/** Gives the account back to the address that it had, ends every session, and mails a link to set a new password. */
export const undoEmailChangeCommand = defineCommand({
  name: "email.undo_change",
  summary: "Gives the account back to the address that it had, and ends every session.",
  actor: "visitor",
  input: MailLinkInput,
  refusals: { link_invalid: 409 },
  rate: { name: "undo-email-change", points: 30, durationSeconds: 900 },
  transaction: "own",
  run: ({ input }) => undoEmailChange(input.token),
});
