import { at, sum } from "#lib/sportsbook/pricing/index.ts";
import type { ScoreGrid } from "./grid.ts";

const SIZE_MAX = 60;

// Leaves less than 1e-9 of the mass outside, up to rates of about twenty.
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

/** Two independent Poisson counts. */
export const poissonGrid = (lambda: number, mu: number): ScoreGrid => {
  const size = sizeFor(Math.max(lambda, mu));
  const [home, away] = [poisson(lambda, size), poisson(mu, size)];
  const total = sum(home) * sum(away);
  const cells = new Float64Array(size * size);
  for (let h = 0; h < size; h += 1) {
    const row = at(home, h) / total;
    for (let a = 0; a < size; a += 1) cells[h * size + a] = row * at(away, a);
  }
  return { size, cells };
};
