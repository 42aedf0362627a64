import { mkdirSync } from "node:fs";
import { journeys, stopInstance } from "./journeys.ts";
import { NOTHING, type Outcome, plus, summaryOf } from "./outcome.ts";
import { interrupted, runReporting, stopRunning } from "./run.ts";
import { staticChecks } from "./static-checks.ts";

const KINDS = ["check", "pure", "db", "sim", "e2e"] as const;
type Kind = (typeof KINDS)[number];

const isOnly = (word: string): boolean => word.startsWith("--only=");
const only = process.argv.find(isOnly)?.slice("--only=".length).split(",");
const filters = process.argv.slice(2).filter((word) => !isOnly(word));
if (only?.some((kind) => !(KINDS as readonly string[]).includes(kind))) {
  console.error(`  --only takes some of ${KINDS.join(",")}.`);
  process.exit(1);
}
const wanted = (kind: Kind): boolean => !only || only.includes(kind);
const all = filters.length === 0;

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    await stopRunning();
    await stopInstance();
    process.exit(130);
  });

const unitTests = (projects: Kind[]): Promise<Outcome> => {
  const report = "test-results/vitest.json";
  return runReporting(
    `${projects.join(" and ")} tests`,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      ...["--reporter=default", "--reporter=./scripts/testing/vitest-outcome.ts"],
      ...(all ? [] : ["--passWithNoTests", ...filters]),
    ],
    { report, env: { OUTCOME_FILE: report } },
  );
};

/** The money path under kills, from fixed seeds: each seed is a test. */
const simulations = (): Promise<Outcome> =>
  runReporting("simulations", ["scripts/simulate/main.ts"], { report: "test-results/simulation.json" });

mkdirSync("test-results", { recursive: true });
const started = performance.now();
let total = NOTHING;
const parts: [wanted: boolean, run: () => Promise<Outcome>][] = [
  [wanted("check") && (all || only !== undefined), staticChecks],
  [wanted("pure") || wanted("db"), () => unitTests((["pure", "db"] as const).filter(wanted))],
  [wanted("sim") && (all || only !== undefined), simulations],
  [wanted("e2e"), () => journeys(filters)],
];
const runs = parts.filter(([isWanted]) => isWanted).map(([, run]) => run);
if (only?.every((kind) => kind === "check" || kind === "pure"))
  // Neither disturbs the other, and most machines have two cores.
  for (const outcome of await Promise.all(runs.map((run) => run()))) total = plus(total, outcome);
else for (const run of runs) if (!interrupted()) total = plus(total, await run());
console.log(`\n  took ${Math.round((performance.now() - started) / 1000)} s`);
for (const line of summaryOf(total)) console.log(line);
console.log(`${total.passed} passed, ${total.failures.length} failed`);
process.exit(total.failures.length > 0 || total.passed === 0 ? 1 : 0);
