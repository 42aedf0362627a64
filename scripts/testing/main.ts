import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureChromium } from "./chromium.ts";
import { type Instance, startInstance } from "./instance.ts";
import { NOTHING, type Outcome, playwrightOutcome, plus, summaryOf, withExit } from "./outcome.ts";

const KINDS = ["pure", "db", "sim", "e2e"] as const;
type Kind = (typeof KINDS)[number];

const only = process.argv.find((word) => word.startsWith("--only="))?.slice("--only=".length);
const filters = process.argv.slice(2).filter((word) => !word.startsWith("--only="));
if (only && !(KINDS as readonly string[]).includes(only)) {
  console.error(`  --only is one of ${KINDS.join(", ")}.`);
  process.exit(1);
}
const wanted = (kind: Kind): boolean => !only || only === kind;

let running: ChildProcess | undefined;

const run = (args: string[], env: Record<string, string> = {}): Promise<number | null> =>
  new Promise((done) => {
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    running = child;
    child.once("exit", (code) => {
      running = undefined;
      done(code);
    });
  });

/** What runs starts processes of its own: it is told to stop, and gets the time to stop them. */
const stopRunning = async (): Promise<void> => {
  const child = running;
  if (!child) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await gone;
};

const reported = <Report>(file: string, read: (report: Report) => Outcome): Outcome => {
  try {
    return read(JSON.parse(readFileSync(file, "utf8")) as Report);
  } catch {
    return NOTHING;
  }
};

const asIs = (outcome: Outcome): Outcome => outcome;

const unitTests = async (kinds: Kind[]): Promise<Outcome> => {
  const report = "test-results/vitest.json";
  rmSync(report, { force: true });
  const code = await run(
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      ...kinds.flatMap((kind) => ["--project", kind]),
      ...["--reporter=default", "--reporter=./scripts/testing/vitest-outcome.ts"],
      // A filter may name journeys only.
      ...(filters.length > 0 ? ["--passWithNoTests", ...filters] : []),
    ],
    { OUTCOME_FILE: report },
  );
  return withExit(reported(report, asIs), `${kinds.join(" and ")} tests`, code);
};

let instance: Instance | undefined;
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    interrupted = true;
    await stopRunning();
    await instance?.stop();
    process.exit(130);
  });

/** The money path under kills, from fixed seeds: each seed is a test. */
const simulations = async (): Promise<Outcome> => {
  const report = "test-results/simulation.json";
  rmSync(report, { force: true });
  const code = await run(["scripts/simulate/main.ts"]);
  return withExit(reported(report, asIs), "simulations", code);
};

const journeys = async (): Promise<Outcome> => {
  const report = "test-results/journeys.json";
  rmSync(report, { force: true });
  try {
    ensureChromium();
    console.log("\n  starting a platform for the journeys (its log: test-results/instance.log) …");
    instance = await startInstance();
    if (interrupted) return NOTHING;
    const code = await run(
      [
        "node_modules/@playwright/test/cli.js",
        "test",
        "--reporter=list,json",
        ...(filters.length > 0 ? ["--pass-with-no-tests", ...filters] : []),
      ],
      {
        E2E_URL: instance.url,
        E2E_HOME: instance.home,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        NODE_NO_WARNINGS: "1",
      },
    );
    return withExit(reported(report, playwrightOutcome), "journeys", code);
  } catch (error) {
    console.error(`  ${(error as Error).message}`);
    return { ...NOTHING, failures: [{ test: "journeys", error: (error as Error).message }] };
  } finally {
    await instance?.stop();
  }
};

mkdirSync("test-results", { recursive: true });
const started = performance.now();
let total = NOTHING;
const units = (["pure", "db"] as const).filter(wanted);
if (units.length > 0) total = plus(total, await unitTests(units));
if (wanted("sim") && (only || filters.length === 0) && !interrupted) total = plus(total, await simulations());
if (wanted("e2e") && existsSync("e2e")) total = plus(total, await journeys());
console.log(`\n  took ${Math.round((performance.now() - started) / 1000)} s`);
for (const line of summaryOf(total)) console.log(line);
console.log(`${total.passed} passed, ${total.failures.length} failed`);
process.exit(total.failures.length > 0 || total.passed === 0 ? 1 : 0);
