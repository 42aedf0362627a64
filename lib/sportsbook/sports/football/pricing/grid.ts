import { at } from "#lib/sportsbook/pricing/index.ts";
import type { FootballScore } from "../score.ts";
import { baseRates } from "./base-rates.ts";
import { bentByCards, type FootballModel, stretchesLeft } from "./intensity.ts";
import { type FirstBy, goalsOver } from "./recursion.ts";

/** Joint probabilities of two counts, home first: cell (h, a) is at h × size + a. They sum to 1. */
export type ScoreGrid = { readonly size: number; readonly cells: Float64Array };

export const cell = ({ size, cells }: ScoreGrid, home: number, away: number): number =>
  home < 0 || away < 0 || home >= size || away >= size ? 0 : at(cells, home * size + away);

const remaining = (model: FootballModel, score: FootballScore, firstBy: FirstBy): ScoreGrid =>
  goalsOver(
    stretchesLeft(model, score),
    bentByCards(baseRates(model), score),
    score.goals.home - score.goals.away,
    firstBy,
  );

/**
 * The goals that are still to come, by the rates at which the simulator scores them too: they change with every goal, so a price is the
 * average of the prices that may follow it.
 */
export const remainingGrid = (model: FootballModel, score: FootballScore): ScoreGrid =>
  remaining(model, score, "either");

/** As `remainingGrid`, the part in which the home side scores the first of these goals. */
export const homeFirstGrid = (model: FootballModel, score: FootballScore): ScoreGrid => {
  const { size, cells } = remaining(model, score, "home");
  return { size, cells: cells.with(0, 0) };
};

/** The joint distribution of the final score: the remaining goals on top of those that stand. */
export const finalGrid = (model: FootballModel, score: FootballScore): ScoreGrid => {
  const left = remainingGrid(model, score);
  const size = left.size + Math.max(score.goals.home, score.goals.away);
  const cells = new Float64Array(size * size);
  for (let h = 0; h < left.size; h += 1) {
    for (let a = 0; a < left.size; a += 1) {
      cells[(h + score.goals.home) * size + a + score.goals.away] = cell(left, h, a);
    }
  }
  return { size, cells };
};
