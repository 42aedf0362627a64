import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { sql } from "#lib/platform/database/db.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { withScratchDatabase } from "#lib/platform/testing/scratch-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { makeEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { type Bench, runRounds } from "./lib/bench.ts";
import { type LoadFigures, medianOf, underLoad } from "./lib/load.ts";

const IN_FLIGHT = 64;
const SECONDS = 4;
const ROUNDS = 5;
const PLAYERS = 2_000;
const EVENTS = 100;
const FLOOR_CONNECTIONS = 16;

type Middle = LoadFigures & { what: string };

const figures = ({ perSecond, p50Ms, p99Ms }: LoadFigures) => ({
  "bets/s": perSecond,
  "p50 ms": p50Ms,
  "p99 ms": p99Ms,
});

const playersWithMoney = async (): Promise<string[]> => {
  const ids: string[] = [];
  for (let i = 0; i < PLAYERS; i += 50) {
    ids.push(...(await Promise.all(Array.from({ length: 50 }, () => makePlayer(100_000_000_000n)))));
  }
  return ids;
};

const engine = (players: string[], targets: TestEvent[]) => async (n: number) => {
  const target = targets[n % targets.length] as TestEvent;
  const placed = await placeBet(
    { playerId: players[n % players.length] as string, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "1.00",
      legs: [{ marketId: target.marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "any",
    },
  );
  if (!placed.ok) throw new Error(`the engine refused: ${placed.refusal.code}`);
  if (placed.value.status !== "accepted") throw new Error("only bets without a delay are measured");
};

/** One call a bet, one bet a commit, with the very rows that the engine writes and none of its checks but the balance. */
const floor =
  (pool: pg.Pool, players: string[], targets: TestEvent[], decision: string) => async (n: number) => {
    const target = targets[n % targets.length] as TestEvent;
    await pool.query({
      name: "floor",
      text: "select bench_floor_bet($1, $2, $3, $4, $5, $6)",
      values: [
        uuidv7(),
        players[n % players.length],
        target.eventId,
        target.marketId,
        crypto.randomUUID(),
        decision,
      ],
    });
  };

export const bets: Bench = {
  name: "bets",
  about: `the betting engine, ${IN_FLIGHT} in flight, durable commits, against a one-call SQL function that writes the same rows`,
  run: (say) =>
    withScratchDatabase(async (ownerUrl) => {
      await seedPolicy();
      await ownerRows(
        `insert into betting_policy (version, rules)
         select 2, jsonb_set(jsonb_set(rules, '{liabilityMaxDefault}', '"1000000000000"'), '{liabilityMax}', '{}') from betting_policy`,
      );
      say(`${PLAYERS} players with money, ${EVENTS} matches`);
      const players = await playersWithMoney();
      const targets: TestEvent[] = [];
      for (let i = 0; i < EVENTS; i += 1) targets.push(await makeEvent(`bench-${i}`, { running: false }));
      const owner = new pg.Pool({ connectionString: ownerUrl, max: FLOOR_CONNECTIONS });
      await owner.query(await readFile(join(import.meta.dirname, "bets-floor.sql"), "utf8"));

      const load = { inFlight: IN_FLIGHT, seconds: SECONDS };
      await owner.query("analyze");
      await engine(players, targets)(0);
      const [sample] = await rows<{ decision: unknown }>("select decision from bet limit 1");
      const decision = JSON.stringify(sample?.decision);

      const one = targets.slice(0, 1);
      const rounds = new Map<string, LoadFigures[]>();
      const measure = async (what: string, call: (n: number) => Promise<void>): Promise<void> => {
        await owner.query("checkpoint");
        rounds.set(what, [...(rounds.get(what) ?? []), await underLoad(call, load)]);
      };
      // In turns, so that whatever else the machine does falls on both.
      const leftOut = await runRounds(ROUNDS, async (round) => {
        say(`round ${round} of ${ROUNDS}`);
        await measure("floor, one outcome", floor(owner, players, one, decision));
        await measure("engine, one outcome", engine(players, one));
        await measure(`floor, ${EVENTS} outcomes`, floor(owner, players, targets, decision));
        await measure(`engine, ${EVENTS} outcomes`, engine(players, targets));
      });
      const middle = [...rounds].map(([what, all]) => ({ what, ...medianOf(all) }));
      const [floorOne, engineOne, floorMany, engineMany] = middle as [Middle, Middle, Middle, Middle];
      await owner.end();

      say("invariants");
      await sql().query("set statement_timeout = 0");
      const broken = (await verifyInvariants()).filter((report) => report.violations.length > 0);
      if (broken.length > 0)
        throw new Error(`invariants broken: ${broken.map((report) => report.name).join(", ")}`);
      const ratioOne = engineOne.perSecond / floorOne.perSecond;
      const ratioMany = engineMany.perSecond / floorMany.perSecond;
      return {
        name: "bets",
        leftOut,
        rows: middle.map((row) => ({ what: row.what, figures: figures(row) })),
        ratio: Math.min(ratioOne, ratioMany),
        goals: [
          { what: "one outcome, engine ÷ floor", value: ratioOne, goal: 1.5, better: "higher" },
          { what: "many outcomes, engine ÷ floor", value: ratioMany, goal: 1.5, better: "higher" },
          {
            what: "engine p99 ms",
            value: Math.max(engineOne.p99Ms, engineMany.p99Ms),
            goal: 50,
            better: "lower",
          },
        ],
      };
    }),
};
