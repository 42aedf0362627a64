import type { Side } from "#lib/sportsbook/events/schema.ts";
import { type MarketPrice, specifiersOf } from "#lib/sportsbook/markets/schema.ts";
import { at, type FairMarket, offerMarket } from "#lib/sportsbook/pricing/index.ts";
import { type Counts, massAbove } from "../../shared/pricing/counts.ts";
import { type Grid, type Sums, sumsOf } from "../../shared/pricing/grid.ts";
import { halfLines } from "../../shared/pricing/lines.ts";
import type { PricingOptions } from "../../sport.ts";
import { type BasketballMarket, OUTCOME_KEYS } from "../markets.ts";
import type { BasketballModel } from "../model.ts";
import { type BasketballScore, QUARTERS } from "../score.ts";
import { type Ahead, aheadOf, gameGrid, halfGrid, isOpenHalf, isOpenQuarter, quarterGrid } from "./ahead.ts";
import { openRace } from "./race.ts";

type Fair = FairMarket & { marketType: BasketballMarket };
type Specifiers = Readonly<Record<string, string | number>>;

/** How far the lines of a market stand apart, and how many there are on either side of the even one. */
const LINES = {
  game: { step: 2, reach: 4 },
  team: { step: 2, reach: 2 },
  half: { step: 2, reach: 2 },
  quarter: { step: 1, reach: 2 },
} as const;

const twoSided = (marketType: BasketballMarket, specifiers: Specifiers, first: number): Fair => ({
  marketType,
  specifiers: specifiersOf(specifiers),
  fair: [first, 1 - first],
});

type Place = keyof typeof LINES;

const totals = (marketType: BasketballMarket, part: Specifiers, counts: Counts, place: Place): Fair[] =>
  halfLines(counts, LINES[place]).map((total) =>
    twoSided(marketType, { ...part, total }, massAbove(counts, total)),
  );

const spreads = (marketType: BasketballMarket, part: Specifiers, { lead }: Sums, place: Place): Fair[] =>
  halfLines(lead, LINES[place]).map((ahead) =>
    twoSided(marketType, { ...part, handicap: -ahead }, massAbove(lead, ahead)),
  );

const winningMargin = ({ lead }: Sums): Fair => {
  const above = (by: number): number => massAbove(lead, by);
  const home = [0, 5, 10, 15].map((by) => above(by) - above(by + 5));
  const away = [0, 5, 10, 15].map((by) => above(-by - 6) - above(-by - 1));
  return {
    marketType: "winning_margin",
    specifiers: "",
    fair: [...home, above(20), ...away, 1 - above(-21)],
  };
};

const odd = ({ total: { from, mass } }: Sums): number =>
  mass.reduce((sum, p, i) => ((from + i) % 2 !== 0 ? sum + p : sum), 0);

const gameMarkets = (sums: Sums): Fair[] => [
  twoSided("moneyline", {}, massAbove(sums.lead, 0)),
  ...spreads("spread", {}, sums, "game"),
  ...totals("total_points", {}, sums.total, "game"),
  ...(["home", "away"] as const satisfies readonly Side[]).flatMap((team) =>
    totals("team_points", { team }, sums[team], "team"),
  ),
  winningMargin(sums),
  twoSided("odd_even", {}, odd(sums)),
];

const partMarkets = (scope: "half" | "quarter", number: number, grid: Grid): Fair[] => {
  const sums = sumsOf(grid);
  const part = { [scope]: number };
  const home = massAbove(sums.lead, 0);
  const level = at(sums.lead.mass, -sums.lead.from);
  return [
    {
      marketType: `${scope}_result`,
      specifiers: specifiersOf(part),
      fair: [home, level, Math.max(0, 1 - home - level)],
    },
    ...spreads(`${scope}_spread`, part, sums, scope),
    ...totals(`${scope}_points`, part, sums.total, scope),
  ];
};

/** The running quarter and the one after it. */
const quartersOf = (ahead: Ahead): number[] =>
  Array.from({ length: QUARTERS }, (_, i) => i + 1)
    .filter((quarter) => isOpenQuarter(ahead, quarter))
    .slice(0, 2);

const race = ({ model, points, running, later, homeBall, quarters }: Ahead): Fair[] => {
  if (quarters.every(({ slots }) => slots === 0)) return [];
  const open = openRace(model, points, running + later, homeBall);
  if (!open) return [];
  // A race that nobody finishes is refunded.
  const home = open.race.home / (open.race.home + open.race.away);
  return [twoSided("race_to", { points: open.points }, home)];
};

/**
 * Prices every basketball market that is open on this score; none once the game is over. Pure: the same score, model and options give the
 * same markets. Fair probabilities of a market sum to 1.
 */
export const priceBasketball = (
  score: BasketballScore,
  model: BasketballModel,
  { margin }: PricingOptions,
): MarketPrice[] => {
  const ahead = aheadOf(score, model);
  if (!ahead) return [];
  return [
    ...gameMarkets(sumsOf(gameGrid(ahead))),
    ...race(ahead),
    ...[1, 2]
      .filter((half) => isOpenHalf(ahead, half))
      .flatMap((half) => partMarkets("half", half, halfGrid(ahead, half))),
    ...quartersOf(ahead).flatMap((quarter) => partMarkets("quarter", quarter, quarterGrid(ahead, quarter))),
  ].map((fair) => offerMarket(fair, OUTCOME_KEYS[fair.marketType], margin));
};
