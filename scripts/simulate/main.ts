import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { seededRandom } from "#lib/core/random.ts";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { keptLogins } from "#lib/platform/database/embedded-logins.ts";
import { log } from "#lib/platform/observability/log.ts";
import { startStripeSimulator } from "#lib/platform/stripe/simulator/server.ts";
import { DEMO_STAFF } from "#lib/players/index.ts";
import { startFeedSource } from "../testing/feed/source.ts";
import { startInstance } from "../testing/instance.ts";
import type { Failure } from "../testing/outcome.ts";
import { visit } from "../testing/site.ts";
import { openJournal } from "./journal.ts";
import { unreliably } from "./payers.ts";
import { planOf } from "./plan.ts";
import { FEED_ID } from "./platform-state.ts";
import { type Ground, runSeed } from "./run-seed.ts";

const SEEDS = 20;
const USAGE =
  "  npm run simulate -- [--seed N] [--seeds 20] [--minutes M] [--provider-away SECONDS] [--redis URL] [--journal]";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string" },
    minutes: { type: "string" },
    "provider-away": { type: "string" },
    redis: { type: "string" },
    journal: { type: "boolean" },
  },
});
const positive = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (number > 0) return number;
  console.error(USAGE);
  process.exit(1);
};
const minutes = positive(values.minutes);
const awaySeconds = positive(values["provider-away"]);
const count = positive(values.seeds) ?? (minutes === undefined && values.seed !== undefined ? 1 : SEEDS);

/** One seed; with minutes, that seed and then its own successors until the time is over; else the first so many. */
function* seeds(): Generator<string> {
  const until = minutes === undefined ? 0 : Date.now() + minutes * 60_000;
  const goesOn = (made: number) => (minutes === undefined ? made < count : Date.now() < until);
  for (let made = 0; goesOn(made); made += 1)
    yield values.seed === undefined ? String(made + 1) : made === 0 ? values.seed : `${values.seed}/${made}`;
}

const journal = openJournal();
const source = await startFeedSource({ id: FEED_ID, note: journal.note });
// The payment provider runs here, where nobody kills it: what it did is what must be true.
const webhook = { url: "", secret: "whsec_simulation" };
const stripe = await startStripeSimulator({
  port: 0,
  secretKey: "sk_test_simulation",
  webhook,
  deliveries: unreliably(seededRandom(`deliveries:${values.seed ?? ""}`)),
});
const STRIPE = {
  STRIPE_SECRET_KEY: "sk_test_simulation",
  STRIPE_WEBHOOK_SECRET: webhook.secret,
  // By another name than that of the simulator which the platform would start itself.
  STRIPE_API_URL: stripe.url.replace("127.0.0.1", "localhost"),
};
console.log("\n  starting a platform to be shaken (its log: test-results/simulation.log) …");
const instance = await startInstance({
  name: "simulation",
  env: {
    // Whoever is killed must lose nothing.
    EVENS_VOLATILE: "",
    FEED_PROVIDER: "http",
    FEED_ID,
    FEED_URL: source.url,
    FEED_LEASE_SECONDS: "2",
    FEED_RECOVERY_GAP_SECONDS: "1",
    // Long enough to be killed in, short enough for a run.
    IN_PLAY_DELAY_MS: "700",
    REDIS_URL: values.redis ?? "",
    ...STRIPE,
  },
});
webhook.url = `${instance.url}/api/webhooks/stripe`;
let ended = false;
const end = async (): Promise<void> => {
  if (ended) return;
  ended = true;
  await closeDatabase();
  await instance.stop();
  await source.stop();
  await stripe.stop();
};
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    await end();
    process.exit(130);
  });

// Every kill makes noise in our own connections, too.
log.level = "silent";

let passed = 0;
const failures: Failure[] = [];
try {
  const { ownerUrl, appUrl } = keptLogins(join(instance.home, "postgres"));
  Object.assign(process.env, {
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    AUTH_SECRET: "x".repeat(32),
    DEMO_MODE: "true",
    ...STRIPE,
  });
  const site = instance.url;
  const staff = visit(site);
  await staff.signInStaff(DEMO_STAFF[0].email, instance.home);
  const awayMs = awaySeconds === undefined ? null : awaySeconds * 1_000;
  const ground: Ground = { instance, site, source, journal, staff, stripe, awayMs };

  for (const seed of seeds()) {
    const plan = planOf(seed);
    const started = performance.now();
    const name = `s${seed.replace(/\W/g, "-")}-${Date.now().toString(36)}`;
    journal.note("plan", { seed, hash: plan.hash, name });
    const report = await runSeed(ground, plan, name).catch((error: Error) => ({
      problems: [`the run broke: ${error.stack}`],
      accepted: 0,
      refused: 0,
      lost: 0,
      payments: 0,
      entries: 0,
      kills: [] as string[],
      restMs: 0,
    }));
    const { problems, accepted, refused, lost, payments, entries, kills, restMs } = report;
    const well = problems.length === 0;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `  ${well ? "✓" : "✗"} seed ${seed} (plan ${plan.hash}): ${accepted} bets, ${refused} refused, ${payments} payments, ${entries} entries, ` +
        `${lost} answers lost, killed ${kills.join(" ") || "nobody"}; at rest after ${(restMs / 1000).toFixed(1)} s, ${seconds} s`,
    );
    const file = `test-results/simulation-seed-${seed.replace(/\W/g, "-")}.jsonl`;
    if (!well || values.journal) journal.write(file);
    if (well) passed += 1;
    else {
      failures.push({ test: `simulation, seed ${seed}`, error: problems.join("\n") });
      for (const problem of problems.slice(0, 20)) console.error(`      ${problem}`);
      console.error(`      journal: ${file}; again: npm run simulate -- --seed ${seed}`);
    }
    journal.clear();
  }
} finally {
  await end();
}
mkdirSync("test-results", { recursive: true });
writeFileSync("test-results/simulation.json", JSON.stringify({ passed, failures, flaky: [] }));
console.log(`\n  ${passed} seeds passed, ${failures.length} failed`);
process.exit(failures.length > 0 || passed === 0 ? 1 : 0);
