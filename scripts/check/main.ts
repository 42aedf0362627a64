import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

type Outcome = { name: string; ok: boolean; ms: number; output: string };

const bin = (path: string): string => `node_modules/${path}`;

// Two lanes, as most machines that run this have two cores; what is slow stands apart.
const LANES: [name: string, commands: string[][]][][] = [
  [
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
          ...[
            "--config",
            ".dependency-cruiser.cjs",
            "app",
            "components",
            "lib",
            "prisma",
            "scripts",
            "proxy.ts",
          ],
        ],
      ],
    ],
    ["unused code", [[bin("knip/bin/knip.js"), "--no-progress", "--no-config-hints"]]],
  ],
  [["pure tests", [[bin("vitest/vitest.mjs"), "run", "--project", "pure", "--reporter=dot"]]]],
];

const run = (command: string[]): Promise<{ ok: boolean; output: string }> =>
  new Promise((done) => {
    const child = spawn(process.execPath, command, {
      env: { ...process.env, NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => {
        output += text;
      });
    child.on("exit", (code) => done({ ok: code === 0, output }));
  });

const check = async (name: string, commands: string[][]): Promise<Outcome> => {
  const started = performance.now();
  let output = "";
  let ok = true;
  for (const command of commands) {
    const ran = await run(command);
    output += ran.output;
    ok = ran.ok;
    if (!ok) break;
  }
  const ms = performance.now() - started;
  console.log(`  ${ok ? "✓" : "✗"} ${name} (${(ms / 1000).toFixed(1)} s)`);
  return { name, ok, ms, output };
};

// What a development server left there may speak of pages that are gone.
rmSync(".next/dev/types", { recursive: true, force: true });
const started = performance.now();
const lanes = await Promise.all(
  LANES.map(async (lane) => {
    const outcomes: Outcome[] = [];
    for (const [name, commands] of lane) outcomes.push(await check(name, commands));
    return outcomes;
  }),
);
const wrong = lanes.flat().filter(({ ok }) => !ok);
for (const { name, output } of wrong) console.log(`\n── ${name} ${"─".repeat(60)}\n${output.trim()}`);
const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
console.log(
  wrong.length === 0
    ? `\n  all checks passed in ${took}`
    : `\n  not in order: ${wrong.map(({ name }) => name).join(", ")} (${took})`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
