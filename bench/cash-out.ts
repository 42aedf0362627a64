import pg from "pg";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { withScratchDatabase } from "#lib/platform/testing/scratch-database.ts";
import { builderOdds, isProblem, jointOf } from "#lib/sportsbook/betting/builder/joint.ts";
import { makeOutlook } from "#lib/sportsbook/betting/cash-out/outlooks.ts";
import { priceCashOuts, quoteBuilder, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { pricedEvent } from "#lib/sportsbook/testing/priced-event.ts";
import { type Bench, runRounds } from "./lib/bench.ts";
import { type Backed, fillBets, fillPlayers } from "./lib/fill.ts";
import { median, quantile } from "./lib/load.ts";

const BETS = 10_000;
const PLAYERS = 2_000;
const ROUNDS = 5;
const BATCH = 500;
const QUOTES = 100;

/** As many bets with their legs read as JSON, batch by batch, and nothing computed. */
const FLOOR = `
  select b.id, b.stake, (select jsonb_agg(to_jsonb(l)) from bet_leg l where l.bet_id = b.id) as legs from bet b where b.id = any($1)`;

type Event = Awaited<ReturnType<typeof pricedEvent>>;

const SIX = [
  ["total", "total=3.5", "over"],
  ["both_to_score", "", "yes"],
  ["next_goal", "goalnr=1", "home"],
  ["team_total", "team=away|total=2.5", "under"],
  ["team_total", "team=home|total=4.5", "under"],
  ["double_chance", "", "home_away"],
] as const;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const inBatches = async (
  ids: readonly string[],
  work: (batch: string[]) => Promise<unknown>,
): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, at) =>
    ids.slice(at * BATCH, (at + 1) * BATCH),
  );
  for (const batch of batches) await work(batch);
};

const backedOf = (event: Event): [Backed, ...Backed[]] => {
  const of = (key: string): Backed => {
    const { odds, marketId } = event.priceOf("1x2", "", key);
    return { eventId: event.eventId, marketId, outcomeKey: key, odds };
  };
  return [of("home"), of("draw"), of("away")];
};

/** How long six legs take from the request to the price, p50, each time on another version of the event. */
const quoteMs = async (): Promise<number> => {
  const event = await pricedEvent("cash-out-quote");
  const legs = SIX.map(([type, specifiers, key]) => event.leg(type, specifiers, key));
  const all: number[] = [];
  for (let n = 0; n < QUOTES; n += 1) {
    await rows("update event set version = version + 1 where id = $1", [event.eventId]);
    all.push(
      await timed(async () => {
        const quote = await quoteBuilder({ legs });
        if (!quote.ok) throw new Error(`no quote: ${quote.refusal.code}`);
      }),
    );
  }
  return quantile(Float64Array.from(all).sort(), 0.5);
};

/** How long the price of six legs takes from score and model, p50, without reading them. */
const priceMs = (): number => {
  const all: number[] = [];
  for (let n = 0; n < QUOTES; n += 1) {
    const started = performance.now();
    const outlook = makeOutlook({
      eventId: "e",
      sportId: "football",
      status: EVENT_STATUS.notStarted,
      version: 1n,
      score: footballKickOff(),
      model: { homeRate: 1.6, awayRate: 1.1 },
      incidents: [],
    });
    const joint = jointOf(
      SIX.map(([marketType, specifiers, outcomeKey]) => ({
        marketId: marketType,
        marketType,
        specifiers,
        outcomeKey,
      })),
      outlook,
    );
    if (isProblem(joint) || !builderOdds(joint, [], 350)) throw new Error("no price");
    all.push(performance.now() - started);
  }
  return quantile(Float64Array.from(all).sort(), 0.5);
};

export const cashOut: Bench = {
  name: "cashout",
  about: `the offers of ${BETS.toLocaleString("en")} open bets made anew after a goal, against reading as many bets; and a bet builder of six legs`,
  run: (say) =>
    withScratchDatabase(async (ownerUrl) => {
      await seedPolicy({ inPlayDelayMs: 0 });
      await ownerRows(
        `insert into betting_policy (version, rules)
         select 2, jsonb_set(jsonb_set(rules, '{liabilityMaxDefault}', '"1000000000000"'), '{liabilityMax}', '{}') from betting_policy`,
      );
      const event = await pricedEvent("cash-out", { score: { phase: "first_half", clockSeconds: 600 } });
      const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
      say(`${BETS} bets of ${PLAYERS} players`);
      try {
        await fillBets(owner, await fillPlayers(PLAYERS), backedOf(event), BETS);
        await owner.query("vacuum analyze");
      } finally {
        await owner.end();
      }
      const ids = (await rows<{ id: string }>("select id from bet order by id")).map(({ id }) => id);
      const [ours, floor]: [number[], number[]] = [[], []];
      const goals: ("home" | "away")[] = [];
      const leftOut = await runRounds(ROUNDS, async (round) => {
        goals.push(round % 2 ? "home" : "away");
        await event.move({ goals, score: { phase: "first_half", clockSeconds: 600 + round } });
        let offers = 0;
        floor.push(await timed(() => inBatches(ids, (batch) => rows(FLOOR, [batch]))));
        ours.push(
          await timed(() =>
            inBatches(ids, async (batch) => {
              offers += (await priceCashOuts(batch, null)).filter(({ cashOut: { offer } }) => offer).length;
            }),
          ),
        );
        say(`round ${round}: ${offers} offers in ${Math.round(ours.at(-1) ?? 0)} ms`);
        if (offers < BETS * 0.6) throw new Error(`only ${offers} offers were made`);
      });
      const [quote, price] = [await quoteMs(), priceMs()];
      const [made, read] = [median(ours), median(floor)];
      return {
        name: "cashout",
        leftOut,
        rows: [
          { what: "floor, reading the bets", figures: { ms: read } },
          { what: "offers after a goal", figures: { ms: made } },
          { what: "a builder of six legs, priced", figures: { ms: price } },
          { what: "the same, read and quoted", figures: { ms: quote } },
        ],
        ratio: made / read,
        goals: [
          { what: `${BETS} offers after a goal, ms`, value: made, goal: 1_000, better: "lower" },
          { what: "a builder of six legs priced, p50 ms", value: price, goal: 5, better: "lower" },
        ],
      };
    }),
};
