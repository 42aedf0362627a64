import { parseArgs } from "node:util";
import { closeDatabase, sql } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { withScratchDatabase } from "#lib/platform/testing/scratch-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { startWorker } from "#lib/processes/start-worker.ts";
import { refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { runReplay } from "#lib/sportsbook/feeds/index.ts";
import { makeBettors } from "./bettors.ts";

const USAGE = `npm run replay -- --data <file or URL> [--data …] [--bettors 200] [--speed max] [--json]

Tells real matches again, through feed, pricing, markets, bets and settlement, and checks every invariant at the end.
Files: openfootball's JSON with goals, or timelines second by second.

  --data      a timeline file or its address; may be given several times
  --bettors   how many simulated players bet on what is offered (200; 0 for none)
  --speed     match seconds in one real second, or max (the default)
  --limit     only the first so many matches
  --every     match seconds from one kick-off to the next (60)
  --seed      what the bettors' choices are drawn from (evens)
  --database  keep the result: run on DATABASE_URL instead of a scratch database
  --json      one line of JSON instead of the table`;

const fail = (message: string): never => {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(2);
};

const readWords = () => {
  try {
    return parseArgs({
      options: {
        data: { type: "string", multiple: true },
        bettors: { type: "string", default: "200" },
        speed: { type: "string", default: "max" },
        limit: { type: "string" },
        every: { type: "string" },
        seed: { type: "string", default: "evens" },
        database: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return fail((error as Error).message);
  }
};

const words = readWords();
const files = words.data ?? fail("which matches? name a file with --data");

const number = (name: "bettors" | "speed" | "limit" | "every", least: number): number | undefined => {
  const text = words[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= least
    ? value
    : fail(`--${name} is not a number ≥ ${least}: ${text}`);
};

const MONEY = `
  select coalesce(sum(stake), 0)::bigint as turnover,
         coalesce(sum(stake) filter (where status = 'settled' and result <> 'void'), 0)::bigint as settled,
         coalesce(sum(returned) filter (where result <> 'void'), 0)::bigint as returned
    from bet`;

const play = async () => {
  const started = performance.now();
  await seedPolicy({ inPlayDelayMs: 0 });
  const bettors = await makeBettors(number("bettors", 0) ?? 200, words.seed);
  const worker = await startWorker();
  const [limit, kickOffEvery] = [number("limit", 1), number("every", 1)];
  let reportedAt = 0;
  const report = await runReplay({
    sportId: "football",
    files,
    speed: words.speed === "max" ? "max" : (number("speed", 0.1) ?? "max"),
    ...(limit ? { limit } : {}),
    ...(kickOffEvery ? { kickOffEvery } : {}),
    afterStep: ({ open }) => bettors.act(open),
    onProgress: ({ matches, ended, messages }) => {
      if (words.json || performance.now() - reportedAt < 1_000) return;
      reportedAt = performance.now();
      console.error(
        `  … ${ended} of ${matches} matches, ${messages} messages, ${bettors.figures.accepted} bets`,
      );
    },
  });
  if (!report.ok) {
    await worker.stop();
    return report;
  }
  await refusalsWritten();
  await settled();
  await worker.stop();
  await sql().query("set statement_timeout = 0");
  const violations = (await verifyInvariants()).flatMap(({ name, violations: found }) =>
    found.map((row) => ({ name, ...row })),
  );
  const [money] = await rows<{ turnover: bigint; settled: bigint; returned: bigint }>(MONEY);
  const results = await rows<{ result: string; bets: bigint }>(
    "select coalesce(result, 'open') as result, count(*) as bets from bet group by 1 order by 1",
  );
  const [prices] = await rows<{ updates: bigint }>("select count(*) as updates from price_history");
  const { turnover, settled: decided, returned } = money ?? { turnover: 0n, settled: 0n, returned: 0n };
  return {
    ok: true as const,
    value: {
      matches: report.value.matches,
      skipped: report.value.skipped,
      messages: report.value.figures.messages,
      messagesByFate: report.value.figures.byFate,
      priceUpdates: Number(prices?.updates ?? 0n),
      bets: Object.fromEntries(results.map((row) => [row.result, Number(row.bets)])),
      refusals: bettors.figures.refused,
      turnoverEur: Number(turnover) / 100,
      holdPercent:
        decided === 0n ? null : Math.round((10_000 * Number(decided - returned)) / Number(decided)) / 100,
      invariantViolations: violations.length,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    },
    violations,
  };
};

const SETTLE_SECONDS_MAX = 60;

/** Waits until the worker has paid all that is decided. */
const settled = async (): Promise<void> => {
  for (let waited = 0; waited < SETTLE_SECONDS_MAX * 10; waited += 1) {
    const [left] = await rows<{ left: bigint }>(
      `select (select count(*) from outbox)
            + (select count(*) from market where settled_through < settlement_version) as left`,
    );
    if (left?.left === 0n) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const inWords = (value: unknown): string =>
  value !== null && typeof value === "object"
    ? Object.entries(value)
        .map(([name, count]) => `${name} ${count}`)
        .join(", ") || "none"
    : String(value);

const outcome = await (words.database
  ? play().finally(async () => {
      await closeBus();
      await closeDatabase();
    })
  : withScratchDatabase(play));

if (!outcome.ok) {
  console.error(`the replay cannot run: ${JSON.stringify(outcome.refusal)}`);
  process.exit(1);
}
if (words.json) console.log(JSON.stringify(outcome.value));
else
  for (const [name, value] of Object.entries(outcome.value))
    console.log(`${name.padEnd(20)} ${inWords(value)}`);
for (const violation of outcome.violations) console.error(`VIOLATED: ${JSON.stringify(violation)}`);
process.exit(outcome.violations.length > 0 ? 1 : 0);
