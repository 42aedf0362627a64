// An evening of simulated football, tennis, basketball, ice hockey and baseball, with everything that players and staff do, and a look whether the money is right afterwards.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { verifyAudit } from "#lib/audit/index.ts";
import type { Currency } from "#lib/core/money.ts";
import { seededRandom } from "#lib/core/random.ts";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { keptLogins } from "#lib/platform/database/embedded-logins.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { log } from "#lib/platform/observability/log.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { DEMO_STAFF } from "#lib/players/index.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { openAccount } from "../simulate/bettors.ts";
import { startInstance } from "../testing/instance.ts";
import { visit } from "../testing/site.ts";
import { checkReturns } from "./checker.ts";
import { type EveningPlayer, newTally, openPlayer } from "./players.ts";
import { openDesk } from "./staff.ts";

const USAGE = "  npm run evening -- [--minutes 10] [--speed 20] [--seed evens] [--json]";
const CURRENCIES: readonly Currency[] = ["EUR", "EUR", "GBP", "KWD", "JPY", "EUR", "SEK", "EUR"];
const PAUSE_SECONDS = 2;
const STAFF_EVERY_MS = 8_000;
const REFERRALS_EVERY_MS = 3_000;
const REST_MS_MAX = 120_000;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    speed: { type: "string", default: "20" },
    seed: { type: "string", default: "evens" },
    json: { type: "boolean", default: false },
  },
});
const positive = (text: string): number => {
  const number = Number(text);
  if (number > 0) return number;
  console.error(USAGE);
  process.exit(1);
};
const [minutes, speed] = [positive(values.minutes), positive(values.speed)];
const say = (line: string): void => {
  if (!values.json) console.log(line);
};

say("\n  starting a platform for the evening (its log: test-results/evening.log) …");
const instance = await startInstance({
  name: "evening",
  env: {
    SIMULATOR_SPEED: String(speed),
    SIMULATOR_SEED: values.seed,
    IN_PLAY_DELAY_MS: "1000",
    FEED_LEASE_SECONDS: "2",
    FEED_RECOVERY_GAP_SECONDS: "1",
  },
});
const { ownerUrl, appUrl } = keptLogins(join(instance.home, "postgres"));
Object.assign(process.env, {
  DATABASE_URL: appUrl,
  DATABASE_OWNER_URL: ownerUrl,
  AUTH_SECRET: "x".repeat(32),
  DEMO_MODE: "true",
});
log.level = "silent";

const kill = (name: string, signal: NodeJS.Signals): void => {
  const pid = instance.pidOf(name);
  if (pid !== undefined) process.kill(pid, signal);
};

/** Waits until everything that was said has been settled. False where it does not come to that. */
const rest = async (): Promise<boolean> => {
  for (const until = Date.now() + REST_MS_MAX; Date.now() < until; await sleep(500)) {
    const [left] = await rows<{ waiting: bigint }>(
      `select (select count(*) from outbox) + (select count(*) from market where settled_through < settlement_version)
              + (select count(*) from pending_bet where ended_at is null) as waiting`,
    );
    if (left?.waiting === 0n) return true;
  }
  return false;
};

let failed = true;
try {
  const random = seededRandom(`evening ${values.seed}`);
  const tally = newTally();
  const staff = visit(instance.url);
  await staff.signInStaff(DEMO_STAFF[0].email, instance.home);
  const accounts = [];
  for (const [number, currency] of CURRENCIES.entries())
    accounts.push(
      await openAccount(
        instance.url,
        `evening-${number}-${Date.now().toString(36)}@players.example`,
        currency,
      ),
    );
  const emails = accounts.map(({ email }) => email);
  const desk = openDesk(staff, random, emails);

  // Stakes above a low maximum go to the traders, and two goals ahead is paid as won.
  await ownerRows(
    `insert into betting_policy (version, rules)
     select version + 1, jsonb_set(rules || '{"referralMs": 15000, "earlyPayoutLead": {"football/1x2": 2}}', '{currencies,EUR,stakeMax}', '"1500"')
       from betting_policy order by version desc limit 1`,
  );
  const until = Date.now() + minutes * 60_000;
  const faults: string[] = [];
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      faults.push((error as Error).message);
    }
  };
  const play = async (player: EveningPlayer): Promise<void> => {
    await attempt(player.deposit);
    while (Date.now() < until) {
      await attempt(player.turn);
      await sleep(random.exponential(1 / PAUSE_SECONDS) * 1_000);
    }
  };
  const work = async (): Promise<void> => {
    for (let turn = 0; Date.now() < until; turn += 1) {
      await sleep(STAFF_EVERY_MS);
      await attempt(() => desk.turn(turn));
    }
  };
  const trade = async (): Promise<void> => {
    for (; Date.now() < until; await sleep(REFERRALS_EVERY_MS)) await attempt(desk.rule);
  };
  const breakFeed = async (): Promise<void> => {
    await sleep(minutes * 30_000);
    say("  the feed dies …");
    kill("feeds", "SIGKILL");
  };
  say(`  ${minutes} minutes at ${speed} times the speed, ${accounts.length} players …`);
  await Promise.all([
    ...accounts.map((account, number) => play(openPlayer(account, random, tally, number))),
    work(),
    trade(),
    breakFeed(),
  ]);

  // No more results from here on: what was said is settled, then compared.
  kill("feeds", "SIGSTOP");
  const atRest = await rest();
  const broken = (await verifyInvariants()).filter(({ violations }) => violations.length > 0);
  const audit = await verifyAudit();
  const returns = await checkReturns(emails, tally.cashedOut);
  kill("feeds", "SIGCONT");
  const [made] = await rows<{ matches: bigint; ended: bigint; sports: bigint }>(
    `select count(*) as matches, count(*) filter (where e.status in (3, 4)) as ended, count(distinct c.sport_id) as sports
       from event e join competition c on c.id = e.competition_id`,
  );
  const report = {
    minutes,
    speed,
    seed: values.seed,
    matches: Number(made?.matches ?? 0),
    ended: Number(made?.ended ?? 0),
    sports: Number(made?.sports ?? 0),
    accepted: tally.accepted,
    refused: tally.refused,
    staff: desk.done,
    answersLost: tally.lost,
    faults: faults.length,
    atRest,
    settled: returns.settled,
    open: returns.open,
    wrongReturns: returns.wrong.length,
    invariantsBroken: broken.map(({ name }) => name),
    auditBroken: audit.broken.length,
  };
  failed =
    !atRest ||
    returns.wrong.length > 0 ||
    broken.length > 0 ||
    audit.broken.length > 0 ||
    returns.settled === 0;
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else console.log(report);
  const violated = broken.flatMap(({ name, violations }) =>
    violations.map(({ subject, detail }) => `${name}: ${subject} (${detail})`),
  );
  for (const line of [...violated, ...returns.wrong, ...new Set(faults)].slice(0, 20))
    console.error(`      ${line}`);
} finally {
  await closeDatabase();
  await instance.stop();
}
process.exit(failed ? 1 : 0);
