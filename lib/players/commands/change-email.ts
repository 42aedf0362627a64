import { defineCommand } from "../command.ts";
import { changeEmail } from "../links/change-email.ts";
import { ChangeEmailInput } from "../schema.ts";

/** Mails a link to a new address of the player, which becomes the account's when the link is used. */
export const changeEmailCommand = defineCommand({
  name: "email.change",
  summary: "Mails a link to a new address, which becomes the account's when the link is used.",
  actor: "player",
  gate: null,
  input: ChangeEmailInput,
  refusals: { email_taken: 409, email_changed_recently: 409, demo_account: 403 },
  rate: { name: "email-change", points: 5, durationSeconds: 900 },
  stepUp: true,
  transaction: "own",
  run: ({ input, actor, ...request }) => changeEmail({ ...actor, ...request }, input),
});
