import type { MarketType } from "../sport.ts";

const CORRECT_SCORES: readonly string[] = [0, 1, 2, 3, 4].flatMap((home) =>
  [0, 1, 2, 3, 4].map((away) => `${home}-${away}`),
);

const OVER_UNDER = ["over", "under"] as const;

/**
 * The football markets, in the order of the event's page. Specifiers: `total` of the lines, `handicap` on the home side and the
 * full-time score of the whole match, `team` of a team total, `goalnr` of the next goal.
 */
export const FOOTBALL_MARKETS = [
  {
    id: "1x2",
    outcomes: ["home", "draw", "away"],
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
] as const satisfies readonly MarketType[];

export type FootballMarket = (typeof FOOTBALL_MARKETS)[number]["id"];

/** Outcome keys of each market, in the order of the board. */
export const OUTCOME_KEYS = Object.fromEntries(
  FOOTBALL_MARKETS.map(({ id, outcomes }) => [id, outcomes]),
) as Record<string, readonly string[]> as Readonly<Record<FootballMarket, readonly string[]>>;
