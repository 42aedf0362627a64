import type { MarketType } from "../sport.ts";

const SIDES = ["home", "away"] as const;
const OVER_UNDER = ["over", "under"] as const;

/**
 * The tennis markets, in the order of the event's page. Specifiers: `setnr` and `gamenr` count from 1, a game within its set; `total` of
 * games, half lines only; `handicap` in games on the home side, half lines only.
 */
export const TENNIS_MARKETS = [
  {
    id: "match_winner",
    outcomes: SIDES,
    group: "main",
    layout: "row",
    overround: 1.05,
    liabilityMax: 10_000_000n,
  },
  {
    id: "set_winner",
    outcomes: SIDES,
    group: "sets",
    layout: "row",
    blockBy: "setnr",
    overround: 1.06,
    liabilityMax: 4_000_000n,
  },
  {
    id: "game_winner",
    outcomes: SIDES,
    group: "games",
    layout: "row",
    blockBy: "gamenr",
    overround: 1.08,
    liabilityMax: 1_000_000n,
  },
  /** Best of three only. */
  {
    id: "set_betting",
    outcomes: ["home_2_0", "home_2_1", "away_2_1", "away_2_0"],
    group: "sets",
    layout: "stack",
    overround: 1.1,
    liabilityMax: 2_000_000n,
  },
  {
    id: "total_games",
    outcomes: OVER_UNDER,
    group: "main",
    layout: "lines",
    overround: 1.06,
    liabilityMax: 4_000_000n,
  },
  { id: "games_handicap", outcomes: SIDES, group: "main", layout: "handicap", overround: 1.06 },
  {
    id: "set_total_games",
    outcomes: OVER_UNDER,
    group: "sets",
    layout: "lines",
    blockBy: "setnr",
    overround: 1.07,
    liabilityMax: 2_000_000n,
  },
] as const satisfies readonly MarketType[];

export type TennisMarket = (typeof TENNIS_MARKETS)[number]["id"];

/** Outcome keys of each market, in the order of the board. */
export const OUTCOME_KEYS = Object.fromEntries(
  TENNIS_MARKETS.map(({ id, outcomes }) => [id, outcomes]),
) as Record<string, readonly string[]> as Readonly<Record<TennisMarket, readonly string[]>>;
