import type { MarketType } from "../sport.ts";

const SIDES = ["home", "away"] as const;
const RESULT = ["home", "draw", "away"] as const;
const OVER_UNDER = ["over", "under"] as const;
const YES_NO = ["yes", "no"] as const;

/** By four: by four or more. */
const MARGINS = ["home_1", "home_2", "home_3", "home_4", "away_1", "away_2", "away_3", "away_4"] as const;

/**
 * The baseball markets, in the order of the event's page. Extra innings count in those of the game. Specifiers: `total` and `handicap` (on the home
 * side) are half lines, `team` of a team's own runs, `inning` counts from 1.
 */
export const BASEBALL_MARKETS = [
  {
    id: "moneyline",
    outcomes: SIDES,
    group: "main",
    layout: "row",
    overround: 1.04,
    liabilityMax: 10_000_000n,
  },
  {
    id: "run_line",
    outcomes: SIDES,
    group: "main",
    layout: "handicap",
    overround: 1.05,
    liabilityMax: 6_000_000n,
  },
  {
    id: "total_runs",
    outcomes: OVER_UNDER,
    group: "main",
    layout: "lines",
    overround: 1.05,
    liabilityMax: 6_000_000n,
  },
  {
    id: "team_runs",
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
    overround: 1.13,
    liabilityMax: 2_000_000n,
  },
  { id: "extra_innings", outcomes: YES_NO, group: "main", layout: "row", overround: 1.07 },
  { id: "odd_even", outcomes: ["odd", "even"], group: "main", layout: "row", overround: 1.05 },
  {
    id: "five_result",
    outcomes: RESULT,
    group: "innings",
    layout: "row",
    overround: 1.06,
    liabilityMax: 4_000_000n,
  },
  { id: "five_run_line", outcomes: SIDES, group: "innings", layout: "handicap", overround: 1.055 },
  { id: "five_runs", outcomes: OVER_UNDER, group: "innings", layout: "lines", overround: 1.055 },
  {
    id: "inning_run",
    outcomes: YES_NO,
    group: "innings",
    layout: "row",
    blockBy: "inning",
    overround: 1.06,
    liabilityMax: 1_000_000n,
  },
] as const satisfies readonly MarketType[];

export type BaseballMarket = (typeof BASEBALL_MARKETS)[number]["id"];

/** Outcome keys of each market, in the order of the board. */
export const OUTCOME_KEYS = Object.fromEntries(
  BASEBALL_MARKETS.map(({ id, outcomes }) => [id, outcomes]),
) as Record<string, readonly string[]> as Readonly<Record<BaseballMarket, readonly string[]>>;

/** @throws RangeError on a market that baseball does not have */
export const baseballMarket = (marketType: string): BaseballMarket => {
  if (!Object.hasOwn(OUTCOME_KEYS, marketType)) throw new RangeError(`no market "${marketType}"`);
  return marketType as BaseballMarket;
};
