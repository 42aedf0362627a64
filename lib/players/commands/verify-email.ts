import { defineCommand } from "../command.ts";
import { verifyEmail } from "../links/verify-email.ts";
import { MailLinkInput } from "../schema.ts";

/** Verifies the address that the link was mailed to. */
export const verifyEmailCommand = defineCommand({
  name: "email.verify",
  summary: "Verifies the address that a link was mailed to.",
  actor: "visitor",
  input: MailLinkInput,
  refusals: { link_invalid: 409 },
  rate: { name: "verify-email", points: 30, durationSeconds: 900 },
  transaction: "own",
  run: ({ input }) => verifyEmail(input.token),
});
