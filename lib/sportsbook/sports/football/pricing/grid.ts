import { at, sum } from "#lib/sportsbook/pricing/index.ts";
import type { FootballScore } from "../score.ts";
import { admissibleRho, tau } from "./dixon-coles.ts";
import { type FootballModel, remainingRates, shareLeft } from "./intensity.ts";

/** Joint probabilities of two counts, home first: cell (h, a) is at h × size + a. They sum to 1. */
export type ScoreGrid = { readonly size: number; readonly cells: Float64Array };

export const cell = ({ size, cells }: ScoreGrid, home: number, away: number): number =>
  home < 0 || away < 0 || home >= size || away >= size ? 0 : at(cells, home * size + away);

const SIZE_MAX = 40;

// Leaves less than 1e-9 of the mass outside, up to rates of about ten.
const sizeFor = (rate: number): number => Math.min(SIZE_MAX, Math.ceil(rate + 7 * Math.sqrt(rate) + 7));

const poisson = (rate: number, size: number): Float64Array => {
  const mass = new Float64Array(size);
  let term = Math.exp(-rate);
  for (let k = 0; k < size; k += 1) {
    mass[k] = term;
    term *= rate / (k + 1);
  }
  return mass;
};

/** Two Poisson counts under Dixon and Coles' correction; ρ = 0 makes them independent. */
export const scoreGrid = (lambda: number, mu: number, rho: number): ScoreGrid => {
  const size = sizeFor(Math.max(lambda, mu));
  const [home, away] = [poisson(lambda, size), poisson(mu, size)];
  const total = sum(home) * sum(away);
  const cells = new Float64Array(size * size);
  for (let h = 0; h < size; h += 1) {
    const row = at(home, h) / total;
    for (let a = 0; a < size; a += 1) cells[h * size + a] = row * at(away, a);
  }
  const admitted = admissibleRho(lambda, mu, rho);
  for (const h of [0, 1]) {
    for (const a of [0, 1]) {
      cells[h * size + a] = at(cells, h * size + a) * tau(h, a, lambda, mu, admitted);
    }
  }
  return { size, cells };
};

/**
 * The goals that are still to come. Exactly Dixon and Coles' grid at kick-off. In play ρ counts only while it is
 * 0-0, in proportion to the share left: it was fitted on final scores from the start, and after a goal the dependence that
 * it stands for is carried by the score state.
 */
export const remainingGrid = (model: FootballModel, score: FootballScore): ScoreGrid => {
  const { home, away } = remainingRates(model, score);
  const goalless = score.goals.home === 0 && score.goals.away === 0;
  return scoreGrid(home, away, goalless ? model.rho * Math.min(1, shareLeft(score)) : 0);
};

/** The joint distribution of the final score: the remaining goals on top of those that stand. */
export const finalGrid = (model: FootballModel, score: FootballScore): ScoreGrid => {
  const remaining = remainingGrid(model, score);
  const size = remaining.size + Math.max(score.goals.home, score.goals.away);
  const cells = new Float64Array(size * size);
  for (let h = 0; h < remaining.size; h += 1) {
    for (let a = 0; a < remaining.size; a += 1) {
      cells[(h + score.goals.home) * size + a + score.goals.away] = cell(remaining, h, a);
    }
  }
  return { size, cells };
};
