import { continueIn, ensureInstalled } from "./bootstrap.mjs";

await ensureInstalled();
await continueIn("scripts/testing/main.ts");
