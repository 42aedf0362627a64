import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { sql } from "#lib/platform/database/db.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { withScratchDatabase } from "#lib/platform/testing/scratch-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { decideThreeWay, makeEvent, type TestEvent } from "#lib/sportsbook/testing.ts";
import { WORKER_ARGS } from "../scripts/start/worker-args.ts";
import { type Bench, runRounds } from "./lib/bench.ts";
import { type Child, startChild } from "./lib/child.ts";
import { type Backed, fillBets, fillPlayers } from "./lib/fill.ts";
import { median } from "./lib/load.ts";
import { residentMb } from "./lib/machine.ts";

const BETS = 100_000;
const PLAYERS = 20_000;
const ROUNDS = 3;
const WAIT_MS_MAX = 120_000;
const LOOK_EVERY_MS = 25;

/** Every bet of the market has one row rewritten, as a settlement rewrites it, and nothing else is written. */
const FLOOR = `
  update bet b set status = 'settled', result = case l.outcome_key when 'home' then 'won' else 'lost' end,
                   returned = case l.outcome_key when 'home' then 200 else 0 end, settlement_version = 1,
                   settled_at = clock_timestamp()
    from bet_leg l where l.bet_id = b.id and l.market_id = $1`;

const seconds = (since: number): number => (performance.now() - since) / 1_000;

const until = async (done: () => Promise<boolean>, what: string): Promise<void> => {
  for (const latest = Date.now() + WAIT_MS_MAX; !(await done()); await sleep(LOOK_EVERY_MS))
    if (Date.now() > latest) throw new Error(`${what} took longer than ${WAIT_MS_MAX / 1_000} s`);
};

const isSettled = async ({ marketId }: TestEvent): Promise<boolean> => {
  const [market] = await rows<{ done: boolean }>(
    "select settlement_version > 0 and settled_through = settlement_version as done from market where id = $1",
    [marketId],
  );
  return market?.done === true;
};

const isRelayed = async (): Promise<boolean> => (await rows("select from outbox limit 1")).length === 0;

/** The home side is backed on every third bet, so a third of them win. */
const threeWayBacked = (event: TestEvent): [Backed, ...Backed[]] => [
  { ...event, outcomeKey: "home", odds: 20_000n },
  { ...event, outcomeKey: "draw", odds: 35_000n },
  { ...event, outcomeKey: "away", odds: 40_000n },
];

type Round = { floor: number; ours: number; told: number; growthMb: number };

const measure = async (owner: pg.Pool, players: string[], name: string, worker: Child): Promise<Round> => {
  const [plain, real] = [await makeEvent(`${name}-floor`), await makeEvent(`${name}-real`)];
  await fillBets(owner, players, threeWayBacked(plain), BETS);
  await fillBets(owner, players, threeWayBacked(real), BETS);
  await until(isRelayed, "relaying the bets");
  await owner.query("vacuum analyze");
  await owner.query("checkpoint");

  const client = await owner.connect();
  const floorStarted = performance.now();
  // Rolled back, so that the ledger stays balanced; a commit would add a flush.
  await client.query("begin");
  await client.query(FLOOR, [plain.marketId]);
  const floor = seconds(floorStarted);
  await client.query("rollback");
  client.release();
  await owner.query("checkpoint");

  const before = residentMb(worker.pid);
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, residentMb(worker.pid));
  }, LOOK_EVERY_MS);
  try {
    const started = performance.now();
    await decideThreeWay(real.eventId, "home");
    await until(() => isSettled(real), "settling");
    const ours = seconds(started);
    await until(isRelayed, "telling of it");
    return { floor, ours, told: seconds(started), growthMb: peak - before };
  } finally {
    clearInterval(watching);
  }
};

export const settle: Bench = {
  name: "settle",
  about: `${BETS.toLocaleString("en")} open bets on one market, from the result to the last bet paid by a worker process, against one UPDATE of as many bets`,
  run: (say) =>
    withScratchDatabase(async (ownerUrl, appUrl) => {
      await seedPolicy({ inPlayDelayMs: 0 });
      await ownerRows(
        `insert into betting_policy (version, rules)
         select 2, jsonb_set(jsonb_set(rules, '{liabilityMaxDefault}', '"1000000000000"'), '{liabilityMax}', '{}') from betting_policy`,
      );
      say(`${PLAYERS} players with money`);
      const players = await fillPlayers(PLAYERS);
      const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
      const worker = startChild(WORKER_ARGS, { DATABASE_URL: appUrl });
      const all: Round[] = [];
      let leftOut: string | undefined;
      try {
        leftOut = await runRounds(ROUNDS, async (round) => {
          say(`round ${round} of ${ROUNDS}`);
          all.push(await measure(owner, players, `settle-${round}`, worker));
          const last = all.at(-1) as Round;
          say(
            `floor ${last.floor.toFixed(2)} s, settled ${last.ours.toFixed(2)} s, told ${last.told.toFixed(2)} s, the worker grew by ${last.growthMb.toFixed(0)} MB`,
          );
        });
      } finally {
        await worker.stop();
        await owner.end();
      }
      say("invariants");
      await sql().query("set statement_timeout = 0");
      const broken = (await verifyInvariants()).filter((report) => report.violations.length > 0);
      if (broken.length > 0)
        throw new Error(`invariants broken: ${broken.map((report) => report.name).join(", ")}`);
      const middle = {
        floor: median(all.map((round) => round.floor)),
        ours: median(all.map((round) => round.ours)),
        told: median(all.map((round) => round.told)),
        growthMb: Math.max(...all.map((round) => round.growthMb)),
      };
      const ratio = median(all.map((round) => round.ours / round.floor));
      return {
        name: "settle",
        leftOut,
        rows: [
          { what: "floor, one UPDATE", figures: { s: middle.floor, "bets/s": BETS / middle.floor } },
          { what: "settled", figures: { s: middle.ours, "bets/s": BETS / middle.ours } },
          { what: "settled and published", figures: { s: middle.told, "bets/s": BETS / middle.told } },
        ],
        ratio,
        goals: [
          {
            what: "time of settlement ÷ floor",
            value: ratio,
            goal: 3,
            better: "lower",
            inTheWay:
              "settling and telling fill both cores of this machine where the floor fills one, and that floor differs by half from round to round",
          },
          {
            what: "growth of the worker's memory, MB",
            value: middle.growthMb,
            goal: 64,
            better: "lower",
          },
        ],
      };
    }),
};
