import { verifyAudit } from "#lib/audit/index.ts";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { explain, findDatabase } from "./database-url.ts";

const EVIDENCE_SHOWN = 5;

findDatabase();
try {
  let broken = 0;
  for (const { name, violations, ms } of await verifyInvariants()) {
    broken += violations.length > 0 ? 1 : 0;
    const found = violations.length === 0 ? "0 rows" : `${violations.length} rows`;
    console.log(
      `  ${violations.length === 0 ? "✓" : "✗"} ${name.padEnd(66)} ${found.padStart(8)} ${`${ms} ms`.padStart(9)}`,
    );
    for (const { subject, detail } of violations.slice(0, EVIDENCE_SHOWN))
      console.log(`      ${subject}: ${detail}`);
  }
  const started = performance.now();
  const verdict = await verifyAudit();
  const intact = verdict.broken.length === 0;
  broken += intact ? 0 : 1;
  const ms = Math.round(performance.now() - started);
  console.log(
    `  ${intact ? "✓" : "✗"} ${`the audit chain is whole (${verdict.entries} entries)`.padEnd(66)} ${`${verdict.broken.length} rows`.padStart(8)} ${`${ms} ms`.padStart(9)}`,
  );
  for (const { id, why } of verdict.broken.slice(0, EVIDENCE_SHOWN)) console.log(`      entry ${id}: ${why}`);
  console.log(broken === 0 ? "\n  the books are sound" : `\n  ${broken} of the rules are broken`);
  process.exitCode = broken === 0 ? 0 : 1;
} catch (error) {
  explain(error);
} finally {
  await closeDatabase();
}
