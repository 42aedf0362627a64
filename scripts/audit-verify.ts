// Recomputes the audit chain. An argument "number:hash", as an earlier run printed it, must still be in it.
import { auditLink, verifyAudit } from "#lib/audit/index.ts";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { explain, findDatabase } from "./database-url.ts";

const WHY = {
  content: "is not what its hash says: it was changed",
  order: "does not follow the entry before it: one was removed or put in between",
} as const;

const [kept] = process.argv.slice(2);
const [, number = "", hash = ""] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(kept ?? "") ?? [];
if (kept !== undefined && number === "") {
  console.error("  the argument is number:hash, as an earlier run printed it");
  process.exit(2);
}

findDatabase();
try {
  const { entries, first, last, broken } = await verifyAudit({ stopAtFirst: true });
  console.log(`  entries  ${entries}`);
  if (first) console.log(`  first    ${first.id}:${first.hash}`);
  if (last) console.log(`  last     ${last.id}:${last.hash}`);
  const faults = broken.map(({ id, why }) => `entry ${id} ${WHY[why]}`);
  if (number !== "" && (await auditLink(BigInt(number)))?.hash !== hash)
    faults.push(`entry ${number} no longer has the hash that was written down`);
  for (const fault of faults) console.log(`\n  ✗ ${fault}`);
  if (faults.length === 0) console.log("\n  ✓ the audit trail is whole");
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  explain(error);
} finally {
  await closeDatabase();
}
