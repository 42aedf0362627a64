import pg from "pg";
import type { Logins } from "#lib/platform/database/embedded-logins.ts";
import { withScratchDatabase } from "#lib/platform/testing/scratch-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { fillHistory } from "#lib/sportsbook/testing.ts";
import { type Bench, roundsMsLeft, runRounds } from "./lib/bench.ts";
import { type Child, startChild } from "./lib/child.ts";
import { type LoadFigures, median, medianOf, type Rate } from "./lib/load.ts";
import type { Answer, Order } from "./lib/placer.ts";

const MONTHS = 5;
const PLAYERS = 20_000;
const ROUNDS = 12;
const MINUTES_MAX = 40;
const LOAD: Rate = { perSecond: 100, seconds: 3 };

/** Stored bets, smallest first; `GROWTH_BETS=10000,100000` for a quick look. */
const sizes = (): number[] => (process.env.GROWTH_BETS ?? "10000,1000000,5000000").split(",").map(Number);

type Level = { bets: number; url: string; child: Child; rounds: LoadFigures[] };

const received = (child: Child): Promise<Answer> =>
  new Promise((done, failed) => {
    const ended = (): void => failed(new Error(`the process that bets ended: ${child.tail()}`));
    child.process.once("exit", ended);
    child.process.once("message", (answer: Answer) => {
      child.process.off("exit", ended);
      done(answer);
    });
  });

const order = async (child: Child, load: Rate): Promise<LoadFigures> => {
  const answer = received(child);
  child.process.send({ load } satisfies Order);
  const reported = await answer;
  if ("figures" in reported) return reported.figures;
  throw new Error("fault" in reported ? reported.fault : "the process that bets is confused");
};

const databaseAt = (url: string, name: string): string =>
  Object.assign(new URL(url), { pathname: `/${name}` }).href;

const filled = async (owner: pg.Client, logins: Logins, bets: number): Promise<Level> => {
  const name = `growth_${bets}`;
  await owner.query(`create database ${name} template evens`);
  const ownerUrl = databaseAt(logins.ownerUrl, name);
  const url = databaseAt(logins.appUrl, name);
  await fillHistory(ownerUrl, { bets, months: MONTHS, players: PLAYERS });
  const child = startChild([new URL("lib/placer.ts", import.meta.url).pathname], {
    DATABASE_URL: url,
    DATABASE_OWNER_URL: ownerUrl,
  });
  const ready = await received(child);
  if ("fault" in ready) throw new Error(ready.fault);
  return { bets, url, child, rounds: [] };
};

const ratioTo = (first: Level, level: Level): number =>
  median(level.rounds.map((round, n) => round.p99Ms / (first.rounds[n]?.p99Ms ?? Number.NaN)));

export const growth: Bench = {
  name: "growth",
  about: `bets at ${LOAD.perSecond} a second on top of ever more stored bets, ${MONTHS} months and ${PLAYERS.toLocaleString("en")} players, durable commits`,
  // Five million bets are filled first: minutes on two idle cores, more on busy ones.
  minutesMax: MINUTES_MAX,
  run: (say) =>
    withScratchDatabase(async (ownerUrl, appUrl) => {
      const owner = new pg.Client({ connectionString: databaseAt(ownerUrl, "postgres") });
      await owner.connect();
      const levels: Level[] = [];
      let leftOut: string | undefined;
      try {
        const left: string[] = [];
        let msABet = 0;
        for (const bets of sizes()) {
          const started = performance.now();
          if (levels.length > 1 && bets * msABet > roundsMsLeft(MINUTES_MAX)) {
            left.push(`no ${bets.toLocaleString("en")} bets: filling them would have taken too long`);
            continue;
          }
          levels.push(await filled(owner, { ownerUrl, appUrl }, bets));
          msABet = (performance.now() - started) / bets;
          say(
            `${bets.toLocaleString("en")} bets stored in ${Math.round((performance.now() - started) / 1_000)} s`,
          );
        }
        // Dirty pages of the filling are written first, so that no round pays for them.
        await owner.query("checkpoint");
        for (const { child } of levels) await order(child, LOAD);
        const rounds = await runRounds(
          ROUNDS,
          async (round) => {
            for (const level of levels) level.rounds.push(await order(level.child, LOAD));
            say(
              `round ${round} of ${ROUNDS}: p99 ${levels.map(({ rounds }) => rounds.at(-1)?.p99Ms.toFixed(1)).join(", ")} ms`,
            );
          },
          MINUTES_MAX,
        );
        leftOut = [...left, ...(rounds ? [rounds] : [])].join("; ") || undefined;
      } finally {
        for (const { child } of levels) await child.stop();
        await owner.end();
      }
      const [first, ...grown] = levels as [Level, ...Level[]];
      process.env.DATABASE_URL = first.url;
      const broken = (await verifyInvariants()).filter((report) => report.violations.length > 0);
      if (broken.length > 0)
        throw new Error(`invariants broken: ${broken.map((report) => report.name).join(", ")}`);
      return {
        name: "growth",
        leftOut,
        rows: levels.map(({ bets, rounds }) => {
          const { p50Ms, p99Ms } = medianOf(rounds);
          return { what: `${bets.toLocaleString("en")} bets`, figures: { "p50 ms": p50Ms, "p99 ms": p99Ms } };
        }),
        ratio: Math.max(...grown.map((level) => ratioTo(first, level))),
        goals: grown.map((level) => ({
          what: `p99 with ${level.bets.toLocaleString("en")} bets ÷ with ${first.bets.toLocaleString("en")}`,
          value: ratioTo(first, level),
          goal: 1.3,
          better: "lower",
        })),
      };
    }),
};
