// Makes staff and sets their roles: npm run staff:grant -- <email> <role>…, or with --revoke closes the account.
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { z } from "zod";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { STAFF_ROLES } from "#lib/platform/permission.ts";
import { closeStaffAccount, grantStaffRoles, resetStaffFactors } from "#lib/players/index.ts";

import { explain, findDatabase } from "./database-url.ts";

const USAGE = `  npm run staff:grant -- <email> <role>…
  npm run staff:grant -- <email> --revoke
  npm run staff:grant -- <email> --reset-factors    for who lost phone, passkeys and recovery codes

  Roles: ${STAFF_ROLES.join(", ")}. The account has exactly those that are named.`;

const usage = (): never => {
  console.error(USAGE);
  process.exit(2);
};

const readArguments = () => {
  try {
    return parseArgs({
      options: {
        revoke: { type: "boolean", default: false },
        "reset-factors": { type: "boolean", default: false },
      },
      allowPositionals: true,
    });
  } catch {
    return usage();
  }
};

const {
  values: { revoke, "reset-factors": reset },
  positionals: [address, ...named],
} = readArguments();
const email = z.email().safeParse(address).data ?? usage();
const roles = z.array(z.enum(STAFF_ROLES)).safeParse(named).data ?? usage();
if ((revoke || reset) !== (roles.length === 0) || (revoke && reset)) usage();

const REFUSED = {
  player_account: `${email} is a player's address: staff need one of their own, because staff do not play`,
  unknown_account: `${email} is not staff`,
  demo_account: `${email} belongs to the demo, and its password is public`,
} as const;

findDatabase();
const by = `operator (${userInfo().username})`;
try {
  if (revoke) {
    const done = await closeStaffAccount(email, by);
    if (done.ok) console.log(`  ${email} is no longer staff; ${done.value.sessionsEnded} sessions ended`);
    else throw done.refusal;
  } else if (reset) {
    const done = await resetStaffFactors(email, by);
    if (!done.ok) throw done.refusal;
    console.log(`  ${email} has no second factor and sets one up at the next sign-in with the password`);
    console.log(`  ${done.value.sessionsEnded} sessions ended`);
  } else {
    const done = await grantStaffRoles(email, roles, by);
    if (!done.ok) throw done.refusal;
    const { password, sessionsEnded } = done.value;
    console.log(`  ${email} is staff: ${roles.join(", ")}; ${sessionsEnded} sessions ended`);
    if (password) console.log(`  Password, shown this once: ${password}`);
  }
} catch (error) {
  const code = (error as { code?: string }).code as keyof typeof REFUSED;
  if (code in REFUSED) {
    console.error(`  ${REFUSED[code]}`);
    process.exitCode = 1;
  } else explain(error);
} finally {
  await closeBus();
  await closeDatabase();
}
