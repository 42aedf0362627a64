import type { MarketType } from "../sport.ts";

const SIDES = ["home", "away"] as const;
const RESULT = ["home", "draw", "away"] as const;
const OVER_UNDER = ["over", "under"] as const;

/** By three: by three or more. */
const MARGINS = ["home_1", "home_2", "home_3", "away_1", "away_2", "away_3"] as const;

/**
 * The ice hockey markets, in the order of the event's page. Overtime and shoot-out count, the shoot-out as one goal, except in those of the three
 * periods: `regulation_result`, and those of one period. Specifiers: `total` and `handicap` (on the home side) are half lines,
 * `team` of a team's own goals, `period` counts from 1.
 */
export const HOCKEY_MARKETS = [
  {
    id: "moneyline",
    outcomes: SIDES,
    group: "main",
    layout: "row",
    overround: 1.045,
    liabilityMax: 10_000_000n,
  },
  {
    id: "regulation_result",
    outcomes: RESULT,
    group: "main",
    layout: "row",
    overround: 1.055,
    liabilityMax: 6_000_000n,
  },
  {
    id: "puck_line",
    outcomes: SIDES,
    group: "main",
    layout: "handicap",
    overround: 1.05,
    liabilityMax: 6_000_000n,
  },
  {
    id: "total_goals",
    outcomes: OVER_UNDER,
    group: "main",
    layout: "lines",
    overround: 1.05,
    liabilityMax: 6_000_000n,
  },
  {
    id: "team_goals",
    outcomes: OVER_UNDER,
    group: "teams",
    layout: "lines",
    blockBy: "team",
    overround: 1.065,
  },
  {
    id: "winning_margin",
    outcomes: MARGINS,
    group: "main",
    layout: "stack",
    overround: 1.12,
    liabilityMax: 2_000_000n,
  },
  { id: "overtime", outcomes: ["yes", "no"], group: "main", layout: "row", overround: 1.06 },
  { id: "odd_even", outcomes: ["odd", "even"], group: "main", layout: "row", overround: 1.05 },
  {
    id: "period_result",
    outcomes: RESULT,
    group: "periods",
    layout: "row",
    blockBy: "period",
    overround: 1.065,
    liabilityMax: 4_000_000n,
  },
  {
    id: "period_goals",
    outcomes: OVER_UNDER,
    group: "periods",
    layout: "lines",
    blockBy: "period",
    overround: 1.065,
    liabilityMax: 4_000_000n,
  },
] as const satisfies readonly MarketType[];

export type HockeyMarket = (typeof HOCKEY_MARKETS)[number]["id"];

/** Outcome keys of each market, in the order of the board. */
export const OUTCOME_KEYS = Object.fromEntries(
  HOCKEY_MARKETS.map(({ id, outcomes }) => [id, outcomes]),
) as Record<string, readonly string[]> as Readonly<Record<HockeyMarket, readonly string[]>>;

/** @throws RangeError on a market that ice hockey does not have */
export const hockeyMarket = (marketType: string): HockeyMarket => {
  if (!Object.hasOwn(OUTCOME_KEYS, marketType)) throw new RangeError(`no market "${marketType}"`);
  return marketType as HockeyMarket;
};
