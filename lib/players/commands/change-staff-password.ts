import { defineCommand } from "../command.ts";
import { changeStaffPassword } from "../credentials.ts";
import { accountWrite } from "../permissions.ts";
import { ChangePasswordInput } from "../schema.ts";

/** Sets a new password and ends every other session of the member of staff. */
export const changeStaffPasswordCommand = defineCommand({
  name: "account.change_password",
  summary: "Sets a new password of one's staff account and ends its other sessions.",
  actor: "staff",
  permission: accountWrite,
  input: ChangePasswordInput,
  refusals: { wrong_password: 422, password_weak: 422 },
  rate: { name: "staff-password-change", points: 10, durationSeconds: 900 },
  // Hashing takes long, and must not hold a connection.
  transaction: "own",
  audit: { writtenBy: "changeStaffPassword" },
  run: ({ input, actor }) => changeStaffPassword(actor, input),
});
