import { at } from "#lib/sportsbook/pricing/index.ts";
import type { ScoreGrid } from "../pricing/grid.ts";
import { poissonGrid } from "../pricing/poisson.ts";

/**
 * Dixon and Coles' correction of two independent Poisson counts at low scores (1997, "Modelling association football scores
 * and inefficiencies in the football betting market"). It keeps both marginal distributions.
 */
export const tau = (home: number, away: number, lambda: number, mu: number, rho: number): number => {
  if (home === 0 && away === 0) return 1 - lambda * mu * rho;
  if (home === 0 && away === 1) return 1 + lambda * rho;
  if (home === 1 && away === 0) return 1 + mu * rho;
  if (home === 1 && away === 1) return 1 - rho;
  return 1;
};

/** ρ brought to where every τ stays positive for these rates. */
export const admissibleRho = (lambda: number, mu: number, rho: number): number => {
  const low = -1 / Math.max(lambda, mu, 1);
  const high = 1 / Math.max(lambda * mu, 1);
  return Math.min(0.999 * high, Math.max(0.999 * low, rho));
};

/** Two Poisson counts under Dixon and Coles' correction; ρ = 0 makes them independent. */
export const scoreGrid = (lambda: number, mu: number, rho: number): ScoreGrid => {
  const { size, cells } = poissonGrid(lambda, mu);
  const admitted = admissibleRho(lambda, mu, rho);
  for (const h of [0, 1]) {
    for (const a of [0, 1]) {
      cells[h * size + a] = at(cells, h * size + a) * tau(h, a, lambda, mu, admitted);
    }
  }
  return { size, cells };
};
