import { env } from "#lib/platform/config/env.ts";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { migrate } from "#lib/platform/database/migrate.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { explain, findDatabase } from "./database-url.ts";

findDatabase();
try {
  const owner = process.env.DATABASE_OWNER_URL || (process.env.DATABASE_URL as string);
  const { applied, alreadyApplied, objects, warnings } = await migrate(owner);
  await seedPolicy({ inPlayDelayMs: env().IN_PLAY_DELAY_MS });
  await closeDatabase();
  for (const name of applied) console.log(`  applied ${name}`);
  for (const sentence of warnings) console.warn(`  ${sentence}`);
  if (objects.length > 0) console.log(`  ${objects.length} functions and views brought to their sources`);
  console.log(`  ${applied.length} applied, ${alreadyApplied} were already there`);
} catch (error) {
  explain(error);
}
