// Makes the Prisma client. The engine that the CLI would download is not needed for that, so it is pointed at one that exists.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { schemaHash } from "./bootstrap.mjs";

if (existsSync("prisma/schema") && existsSync("node_modules/.bin/prisma")) {
  const made = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    encoding: "utf8",
  });
  if (made.status !== 0) {
    console.error(made.stdout, made.stderr);
    process.exit(1);
  }
  writeFileSync("lib/platform/generated/.made-from", `${schemaHash()}\n`);
}

await import("./draw-flags.mjs");
