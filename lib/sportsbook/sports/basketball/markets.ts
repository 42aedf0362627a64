import type { MarketType } from "../sport.ts";

const SIDES = ["home", "away"] as const;
const RESULT = ["home", "draw", "away"] as const;
const OVER_UNDER = ["over", "under"] as const;

/** By six to ten points; by 21 and more. */
const MARGINS = [
  "home_1_5",
  "home_6_10",
  "home_11_15",
  "home_16_20",
  "home_21",
  "away_1_5",
  "away_6_10",
  "away_11_15",
  "away_16_20",
  "away_21",
] as const;

/**
 * The basketball markets, in the order of the event's page. Overtime counts, except in those of halves and quarters. Specifiers: `total` and
 * `handicap` (on the home side) are half lines, `team` of a team's own points, `half` and `quarter` count from 1, `points` of a race.
 */
export const BASKETBALL_MARKETS = [
  {
    id: "moneyline",
    outcomes: SIDES,
    group: "main",
    layout: "row",
    overround: 1.045,
    liabilityMax: 10_000_000n,
  },
  {
    id: "spread",
    outcomes: SIDES,
    group: "main",
    layout: "handicap",
    overround: 1.045,
    liabilityMax: 6_000_000n,
  },
  {
    id: "total_points",
    outcomes: OVER_UNDER,
    group: "main",
    layout: "lines",
    overround: 1.045,
    liabilityMax: 6_000_000n,
  },
  {
    id: "team_points",
    outcomes: OVER_UNDER,
    group: "teams",
    layout: "lines",
    blockBy: "team",
    overround: 1.06,
  },
  {
    id: "race_to",
    outcomes: SIDES,
    group: "main",
    layout: "row",
    blockBy: "points",
    overround: 1.06,
    liabilityMax: 2_000_000n,
  },
  {
    id: "winning_margin",
    outcomes: MARGINS,
    group: "main",
    layout: "stack",
    overround: 1.15,
    liabilityMax: 2_000_000n,
  },
  { id: "odd_even", outcomes: ["odd", "even"], group: "main", layout: "row", overround: 1.05 },
  {
    id: "half_result",
    outcomes: RESULT,
    group: "halves",
    layout: "row",
    blockBy: "half",
    overround: 1.06,
    liabilityMax: 4_000_000n,
  },
  {
    id: "half_spread",
    outcomes: SIDES,
    group: "halves",
    layout: "handicap",
    blockBy: "half",
    overround: 1.055,
  },
  {
    id: "half_points",
    outcomes: OVER_UNDER,
    group: "halves",
    layout: "lines",
    blockBy: "half",
    overround: 1.055,
    liabilityMax: 4_000_000n,
  },
  {
    id: "quarter_result",
    outcomes: RESULT,
    group: "quarters",
    layout: "row",
    blockBy: "quarter",
    overround: 1.07,
    liabilityMax: 2_000_000n,
  },
  {
    id: "quarter_spread",
    outcomes: SIDES,
    group: "quarters",
    layout: "handicap",
    blockBy: "quarter",
    overround: 1.06,
    liabilityMax: 2_000_000n,
  },
  {
    id: "quarter_points",
    outcomes: OVER_UNDER,
    group: "quarters",
    layout: "lines",
    blockBy: "quarter",
    overround: 1.06,
    liabilityMax: 2_000_000n,
  },
] as const satisfies readonly MarketType[];

export type BasketballMarket = (typeof BASKETBALL_MARKETS)[number]["id"];

/** Outcome keys of each market, in the order of the board. */
export const OUTCOME_KEYS = Object.fromEntries(
  BASKETBALL_MARKETS.map(({ id, outcomes }) => [id, outcomes]),
) as Record<string, readonly string[]> as Readonly<Record<BasketballMarket, readonly string[]>>;

/** @throws RangeError on a market that basketball does not have */
export const basketballMarket = (marketType: string): BasketballMarket => {
  if (!Object.hasOwn(OUTCOME_KEYS, marketType)) throw new RangeError(`no market "${marketType}"`);
  return marketType as BasketballMarket;
};
