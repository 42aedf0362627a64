import { defineCommand } from "../command.ts";
import { changePassword } from "../credentials.ts";
import { ChangePasswordInput } from "../schema.ts";

/** Sets a new password and ends every other session of the player. */
export const changePasswordCommand = defineCommand({
  name: "player.change_password",
  summary: "Sets a new password and ends every other session.",
  actor: "player",
  gate: null,
  byToken: false,
  input: ChangePasswordInput,
  refusals: { wrong_password: 422, password_weak: 422 },
  rate: { name: "password-change", points: 10, durationSeconds: 900 },
  // Hashing takes long, and must not hold a connection.
  transaction: "own",
  run: ({ input, actor, ...request }) => changePassword({ ...actor, ...request }, input),
});
