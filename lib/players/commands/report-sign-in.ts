import { reportSignIn } from "../account-lock.ts";
import { defineCommand } from "../command.ts";
import { LinkInput } from "../schema.ts";

/** "This was not me": locks the account and ends all of its sessions, by the link of a message about a sign-in. */
export const reportSignInCommand = defineCommand({
  name: "player.report_sign_in",
  summary: "Locks an account whose player says that a sign-in was not theirs.",
  actor: "visitor",
  input: LinkInput,
  refusals: { link_invalid: 410 },
  rate: { name: "report-sign-in", points: 20, durationSeconds: 900 },
  transaction: "own",
  run: ({ input: { token } }) => reportSignIn(token),
});
