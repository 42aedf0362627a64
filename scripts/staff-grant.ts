// Makes an account staff: npm run staff:grant -- <email>, or with --revoke a player's again.
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { setStaffRole } from "#lib/players/staff-role.ts";
import { explain, findDatabase } from "./database-url.ts";

const USAGE = "  npm run staff:grant -- <email> [--revoke]";

const readWords = () => {
  try {
    return parseArgs({ options: { revoke: { type: "boolean", default: false } }, allowPositionals: true });
  } catch {
    console.error(USAGE);
    process.exit(2);
  }
};

const {
  values: { revoke },
  positionals: [email, ...rest],
} = readWords();
if (!email || rest.length > 0) {
  console.error(USAGE);
  process.exit(2);
}

const REFUSED = {
  unknown_account: `no account has the address ${email}: register it on the site first`,
  demo_account: `${email} belongs to the demo, and its password is public`,
  unchanged: `${email} is ${revoke ? "no" : "already"} staff`,
} as const;

findDatabase();
try {
  const done = await setStaffRole(email, revoke ? "player" : "admin", `operator (${userInfo().username})`);
  if (done.ok)
    console.log(
      `  ${email} is ${revoke ? "no longer" : "now"} staff; ${done.value.sessionsEnded} sessions ended, sign in again`,
    );
  else {
    console.error(`  ${REFUSED[done.refusal.code]}`);
    process.exitCode = 1;
  }
} catch (error) {
  explain(error);
} finally {
  await closeBus();
  await closeDatabase();
}
