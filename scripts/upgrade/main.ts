import { writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { withScratchDatabase } from "#lib/platform/testing/scratch-database.ts";
import { fill } from "./fill.ts";
import { scriptOf } from "./script-of.ts";

const [file] = process.argv.slice(2);
if (!file) {
  console.error(
    "npm run upgrade:dump -- prisma/upgrade/<version>.sql.gz\n\nWrites a small database of this version for the upgrade test.",
  );
  process.exit(2);
}
process.env.DEMO_MODE = "true";
await withScratchDatabase(async (ownerUrl) => {
  await fill();
  await writeFile(file, gzipSync(await scriptOf(ownerUrl), { level: 9 }));
});
process.exit(0);
