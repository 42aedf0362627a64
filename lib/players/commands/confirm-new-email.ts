import { defineCommand } from "../command.ts";
import { confirmNewEmail } from "../links/change-email.ts";
import { MailLinkInput } from "../schema.ts";

/** Makes the address that the link was mailed to the account's, and mails a way back to the one before. */
export const confirmNewEmailCommand = defineCommand({
  name: "email.confirm_change",
  summary: "Makes the address that a link was mailed to the account's.",
  actor: "visitor",
  input: MailLinkInput,
  refusals: { link_invalid: 409, email_taken: 409 },
  rate: { name: "confirm-new-email", points: 30, durationSeconds: 900 },
  transaction: "own",
  run: ({ input }) => confirmNewEmail(input.token),
});
