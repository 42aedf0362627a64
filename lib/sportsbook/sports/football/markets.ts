import type { MarketType } from "../sport.ts";

const CORRECT_SCORES: readonly string[] = [0, 1, 2, 3, 4].flatMap((home) =>
  [0, 1, 2, 3, 4].map((away) => `${home}-${away}`),
);

const OVER_UNDER = ["over", "under"] as const;
const RESULT = ["home", "draw", "away"] as const;

/** "home_draw" is ahead at half-time and level at full time. */
const HALF_TIME_FULL_TIME = [
  "home_home",
  "home_draw",
  "home_away",
  "draw_home",
  "draw_draw",
  "draw_away",
  "away_home",
  "away_draw",
  "away_away",
] as const;

/**
 * The football markets, in the order of the event's page. Specifiers: `total` of the lines, `handicap` on the home side and the
 * full-time score of the whole match, `team` of a team's own markets, `half` (1 or 2) of those of one half, `goalnr` of the next goal.
 */
export const FOOTBALL_MARKETS = [
  {
    id: "1x2",
    outcomes: RESULT,
    group: "main",
    layout: "row",
    overround: 1.05,
    liabilityMax: 10_000_000n,
  },
  /** Half lines only. */
  {
    id: "total",
    outcomes: OVER_UNDER,
    group: "goals",
    layout: "lines",
    overround: 1.05,
    liabilityMax: 6_000_000n,
  },
  { id: "both_to_score", outcomes: ["yes", "no"], group: "main", layout: "row", overround: 1.055 },
  {
    id: "asian_handicap",
    outcomes: ["home", "away"],
    group: "handicaps",
    layout: "handicap",
    overround: 1.035,
  },
  {
    id: "double_chance",
    outcomes: ["home_draw", "home_away", "draw_away"],
    group: "main",
    layout: "stack",
    overround: 1.05,
  },
  /** A draw is refunded. */
  { id: "draw_no_bet", outcomes: ["home", "away"], group: "main", layout: "row", overround: 1.05 },
  {
    id: "next_goal",
    outcomes: ["home", "none", "away"],
    group: "main",
    layout: "row",
    blockBy: "goalnr",
    overround: 1.07,
    liabilityMax: 2_000_000n,
  },
  /** Quarter and whole lines; half lines are `total`. */
  { id: "asian_total", outcomes: OVER_UNDER, group: "goals", layout: "lines", overround: 1.035 },
  {
    id: "correct_score",
    outcomes: [...CORRECT_SCORES, "other"],
    group: "scores",
    layout: "scores",
    overround: 1.2,
    liabilityMax: 2_000_000n,
  },
  {
    id: "team_total",
    outcomes: OVER_UNDER,
    group: "teams",
    layout: "lines",
    blockBy: "team",
    overround: 1.07,
  },
  /** The other side does not score. */
  {
    id: "clean_sheet",
    outcomes: ["yes", "no"],
    group: "teams",
    layout: "row",
    blockBy: "team",
    overround: 1.06,
  },
  {
    id: "half_result",
    outcomes: RESULT,
    group: "halves",
    layout: "row",
    blockBy: "half",
    overround: 1.06,
    liabilityMax: 4_000_000n,
  },
  /** Half lines only. */
  {
    id: "half_total",
    outcomes: OVER_UNDER,
    group: "halves",
    layout: "lines",
    blockBy: "half",
    overround: 1.06,
    liabilityMax: 4_000_000n,
  },
  {
    id: "half_time_full_time",
    outcomes: HALF_TIME_FULL_TIME,
    group: "halves",
    layout: "stack",
    overround: 1.12,
    liabilityMax: 2_000_000n,
  },
  /** Whole lines, with the draw as an outcome of its own. */
  {
    id: "european_handicap",
    outcomes: RESULT,
    group: "handicaps",
    layout: "row",
    blockBy: "handicap",
    overround: 1.06,
  },
  /** By three: by three or more. */
  {
    id: "winning_margin",
    outcomes: ["home_1", "home_2", "home_3", "draw", "away_1", "away_2", "away_3"],
    group: "scores",
    layout: "stack",
    overround: 1.1,
    liabilityMax: 2_000_000n,
  },
  /** No goal is even. */
  { id: "odd_even", outcomes: ["odd", "even"], group: "goals", layout: "row", overround: 1.05 },
  /** Half lines only. */
  {
    id: "corners_total",
    outcomes: OVER_UNDER,
    group: "corners",
    layout: "lines",
    overround: 1.07,
    liabilityMax: 2_000_000n,
  },
  {
    id: "corners_most",
    outcomes: RESULT,
    group: "corners",
    layout: "row",
    overround: 1.07,
    liabilityMax: 2_000_000n,
  },
  /** Every card shown counts as one, whatever its colour. Half lines only. */
  {
    id: "cards_total",
    outcomes: OVER_UNDER,
    group: "cards",
    layout: "lines",
    overround: 1.08,
    liabilityMax: 1_000_000n,
  },
] as const satisfies readonly MarketType[];

export type FootballMarket = (typeof FOOTBALL_MARKETS)[number]["id"];

/** Outcome keys of each market, in the order of the board. */
export const OUTCOME_KEYS = Object.fromEntries(
  FOOTBALL_MARKETS.map(({ id, outcomes }) => [id, outcomes]),
) as Record<string, readonly string[]> as Readonly<Record<FootballMarket, readonly string[]>>;
