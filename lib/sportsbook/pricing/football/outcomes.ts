import type { FootballTemplate } from "#lib/sportsbook/markets/schema.ts";

export const CORRECT_SCORES: readonly string[] = [0, 1, 2, 3, 4].flatMap((home) =>
  [0, 1, 2, 3, 4].map((away) => `${home}-${away}`),
);

/** The outcome keys of a template, in the order of the board. */
export const OUTCOME_KEYS: Readonly<Record<FootballTemplate, readonly string[]>> = {
  "1x2": ["home", "draw", "away"],
  double_chance: ["home_draw", "home_away", "draw_away"],
  draw_no_bet: ["home", "away"],
  total: ["over", "under"],
  asian_total: ["over", "under"],
  asian_handicap: ["home", "away"],
  both_to_score: ["yes", "no"],
  correct_score: [...CORRECT_SCORES, "other"],
  team_total: ["over", "under"],
  next_goal: ["home", "none", "away"],
};
