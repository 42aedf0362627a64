import type { FootballModel } from "#lib/sportsbook/sports/football/pricing/intensity.ts";
import { priceFootball } from "#lib/sportsbook/sports/football/pricing/price.ts";
import { type FootballScore, footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { football } from "#lib/sportsbook/sports/football/views.ts";
import { defaultMargin } from "#lib/sportsbook/sports/index.ts";
import type { Bench } from "./lib/bench.ts";
import { quantile } from "./lib/load.ts";

const ROUNDS = 60;
const WARM_UP_ROUNDS = 5;

const MODELS: readonly FootballModel[] = [
  { homeRate: 2.118, awayRate: 1.026 },
  { homeRate: 0.7, awayRate: 0.9 },
  { homeRate: 3.4, awayRate: 2.2 },
];

/** A match minute by minute, with a goal every quarter of an hour and a red card late. */
const states = (): FootballScore[] => [
  footballKickOff(),
  ...Array.from({ length: 90 }, (_, minute): FootballScore => {
    const goals = Math.floor(minute / 15);
    return {
      ...footballKickOff(),
      phase: minute < 45 ? "first_half" : "second_half",
      clockSeconds: minute * 60,
      goals: { home: Math.ceil(goals / 2), away: Math.floor(goals / 2) },
      redCards: { home: 0, away: minute > 70 ? 1 : 0 },
      stoppageMinutes: null,
    };
  }),
];

const MARGIN = defaultMargin(football);

const timed = (work: () => unknown): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

const figures = (all: readonly number[]) => {
  const sorted = Float64Array.from(all).sort();
  return { "p50 ms": quantile(sorted, 0.5), "p99 ms": quantile(sorted, 0.99), runs: sorted.length };
};

export const reprice: Bench = {
  name: "reprice",
  about:
    "all football markets of a match from its score and model, every minute of it, against reading the same markets from JSON",
  run: async (say) => {
    const matches = MODELS.flatMap((model) => states().map((score) => ({ model, score })));
    const price = ({ model, score }: (typeof matches)[number]) =>
      priceFootball(score, model, { margin: MARGIN });
    const texts = matches.map((match) =>
      JSON.stringify(price(match), (_, value) => (typeof value === "bigint" ? value.toString() : value)),
    );
    const marketsMax = Math.max(...matches.map((match) => price(match).length));
    say(`${matches.length} states, ${marketsMax} markets at most`);
    const [ours, floor]: [number[], number[]] = [[], []];
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1)
      for (const [at, match] of matches.entries()) {
        const priced = timed(() => price(match));
        const read = timed(() => JSON.parse(texts[at] as string));
        if (round < WARM_UP_ROUNDS) continue;
        ours.push(priced);
        floor.push(read);
      }
    const [priced, read] = [figures(ours), figures(floor)];
    const ratio = priced["p50 ms"] / read["p50 ms"];
    return {
      name: "reprice",
      rows: [
        { what: "floor, reading it from JSON", figures: read },
        { what: "pricing it", figures: priced },
      ],
      ratio,
      goals: [{ what: "all markets of a match, p99 ms", value: priced["p99 ms"], goal: 2, better: "lower" }],
    };
  },
};
