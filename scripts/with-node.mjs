// Runs a TypeScript file under a Node that can: node scripts/with-node.mjs bench/run.ts
import { continueIn, ensureInstalled, fail } from "./bootstrap.mjs";

const [file] = process.argv.splice(2, 1);
if (!file) fail("Name the file to run: node scripts/with-node.mjs bench/run.ts");
await ensureInstalled();
await continueIn(file);
