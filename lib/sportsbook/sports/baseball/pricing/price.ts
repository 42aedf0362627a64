import { type MarketPrice, specifiersOf } from "#lib/sportsbook/markets/schema.ts";
import { at, type FairMarket, offerMarket } from "#lib/sportsbook/pricing/index.ts";
import { type Counts, massAbove } from "../../shared/pricing/counts.ts";
import { type Sums, sumsOf } from "../../shared/pricing/grid.ts";
import { halfLines } from "../../shared/pricing/lines.ts";
import type { PricingOptions } from "../../sport.ts";
import { type BaseballMarket, OUTCOME_KEYS } from "../markets.ts";
import type { BaseballModel } from "../model.ts";
import { type BaseballScore, FIRST_INNINGS, INNINGS } from "../score.ts";
import { type Ahead, afterTurn, aheadOf, nineInnings, pointAt, withExtras } from "./ahead.ts";

type Fair = FairMarket & { marketType: BaseballMarket };
type Specifiers = Readonly<Record<string, string | number>>;

const LINES = { step: 1, reach: 3 } as const;
const FEW_LINES = { step: 1, reach: 2 } as const;

const twoSided = (marketType: BaseballMarket, specifiers: Specifiers, first: number): Fair => ({
  marketType,
  specifiers: specifiersOf(specifiers),
  fair: [first, 1 - first],
});

const totals = (
  marketType: BaseballMarket,
  part: Specifiers,
  counts: Counts,
  reach: { step: number; reach: number },
): Fair[] =>
  halfLines(counts, reach).map((total) => twoSided(marketType, { ...part, total }, massAbove(counts, total)));

const handicaps = (marketType: BaseballMarket, { lead }: Sums, least: number): Fair[] =>
  halfLines(lead, LINES)
    .filter((ahead) => Math.abs(ahead) > least)
    .map((ahead) => twoSided(marketType, { handicap: -ahead }, massAbove(lead, ahead)));

const levelOf = ({ lead }: Sums): number => at(lead.mass, -lead.from);

const winningMargin = ({ lead }: Sums): Fair => {
  const exactly = (by: number): number => at(lead.mass, by - lead.from);
  const fair = [...[1, 2, 3].map(exactly), massAbove(lead, 3), ...[-1, -2, -3].map(exactly)];
  return {
    marketType: "winning_margin",
    specifiers: "",
    fair: [...fair, Math.max(0, 1 - fair.reduce((sum, p) => sum + p, 0))],
  };
};

const odd = ({ total: { from, mass } }: Sums): number =>
  mass.reduce((sum, p, i) => ((from + i) % 2 === 1 ? sum + p : sum), 0);

const gameMarkets = (sums: Sums): Fair[] => [
  twoSided("moneyline", {}, massAbove(sums.lead, 0)),
  // No game ends level: half a run either way is the moneyline.
  ...handicaps("run_line", sums, 1),
  ...totals("total_runs", {}, sums.total, LINES),
  ...(["home", "away"] as const).flatMap((team) => totals("team_runs", { team }, sums[team], FEW_LINES)),
  winningMargin(sums),
  twoSided("odd_even", {}, odd(sums)),
];

const fiveMarkets = ({ from, turns }: Ahead): Fair[] => {
  const own = turns.filter(({ inning }) => inning <= FIRST_INNINGS);
  if (own.length === 0) return [];
  const sums = sumsOf(own.reduce(afterTurn, pointAt(from)));
  const [home, level] = [massAbove(sums.lead, 0), levelOf(sums)];
  return [
    {
      marketType: "five_result",
      specifiers: "",
      fair: [home, level, Math.max(0, 1 - home - level)],
    },
    ...handicaps("five_run_line", sums, 0),
    ...totals("five_runs", {}, sums.total, FEW_LINES),
  ];
};

/** A run in the running inning, until one falls, and in the next; the last inning may be half an inning. */
const inningMarkets = ({ turns, inning }: Ahead, hasRun: boolean): Fair[] =>
  [inning, inning + 1]
    .filter((number) => number < INNINGS && !(number === inning && hasRun))
    .map((number) => {
      const none = turns
        .filter((turn) => turn.inning === number)
        .reduce((product, { runs }) => product * at(runs, 0), 1);
      return twoSided("inning_run", { inning: number }, 1 - none);
    });

/**
 * Prices every baseball market that is open on this score; none once the game is over. Pure: the same score, model and options give the
 * same markets. Fair probabilities of a market sum to 1.
 */
export const priceBaseball = (
  score: BaseballScore,
  model: BaseballModel,
  { margin }: PricingOptions,
): MarketPrice[] => {
  const ahead = aheadOf(score, model);
  if (!ahead) return [];
  const nine = nineInnings(ahead);
  const running = score.innings.at(-1);
  return [
    ...gameMarkets(sumsOf(withExtras(model, nine))),
    ...(ahead.inning > INNINGS ? [] : [twoSided("extra_innings", {}, levelOf(sumsOf(nine)))]),
    ...fiveMarkets(ahead),
    ...inningMarkets(ahead, running !== undefined && running.home + running.away > 0),
  ].map((fair) => offerMarket(fair, OUTCOME_KEYS[fair.marketType], margin));
};
