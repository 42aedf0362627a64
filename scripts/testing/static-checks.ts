import { existsSync, rmSync } from "node:fs";
import { NOTHING, type Outcome, plus } from "./outcome.ts";
import { failed, interrupted, runQuietly } from "./run.ts";

const bin = (path: string): string => `node_modules/${path}`;

const FOLDERS = ["app", "components", "lib", "prisma", "scripts", "proxy.ts"];
const CHECKS: readonly [name: string, commands: string[][]][] = [
  ["format and lint", [[bin("@biomejs/biome/bin/biome"), "ci", "--colors=off"]]],
  [
    "types",
    [
      [bin("next/dist/bin/next"), "typegen"],
      [bin("typescript/bin/tsc"), "--noEmit"],
    ],
  ],
  [
    "dependency rules",
    [
      [
        bin("dependency-cruiser/bin/dependency-cruiser.mjs"),
        "--config",
        ".dependency-cruiser.cjs",
        ...FOLDERS.filter((path) => existsSync(path)),
      ],
    ],
  ],
  ["unused code", [[bin("knip/bin/knip.js"), "--no-progress", "--no-config-hints"]]],
];

/** What is found without running the code. Each check counts as one test. */
export const staticChecks = async (): Promise<Outcome> => {
  // What a development server left there may name pages that are gone.
  rmSync(".next/dev/types", { recursive: true, force: true });
  let total = NOTHING;
  for (const [name, commands] of CHECKS) {
    if (interrupted()) break;
    const started = performance.now();
    let output = "";
    let ok = true;
    for (const command of commands) {
      if (!ok) break;
      const ran = await runQuietly(command);
      output += ran.output;
      ok = ran.ok;
    }
    console.log(`  ${ok ? "✓" : "✗"} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    if (!ok) console.log(output.trim());
    total = plus(total, ok ? { ...NOTHING, passed: 1 } : failed(name, output));
  }
  return total;
};
