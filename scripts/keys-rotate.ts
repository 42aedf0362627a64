// Seals secrets again with the first key of SEALING_KEYS: npm run keys:rotate.
import { closeDatabase } from "#lib/platform/database/db.ts";
import { explain, findDatabase } from "./database-url.ts";
import { rotateKeys } from "./keys/rotate.ts";

findDatabase();
try {
  let left = 0;
  for (const rotated of await rotateKeys()) {
    console.log(
      `  ${rotated.table}.${rotated.column}: ${rotated.resealed} sealed again, ${rotated.left} left`,
    );
    left += rotated.left;
  }
  console.log(left === 0 ? "  older keys are not used any more" : "  run it again: some changed meanwhile");
  process.exitCode = left === 0 ? 0 : 1;
} catch (error) {
  explain(error);
} finally {
  await closeDatabase();
}
