import { at } from "#lib/sportsbook/pricing/index.ts";
import type { Pair } from "../pair.ts";
import { eachCell, type Grid } from "./grid.ts";
import type { LabelledEnd } from "./labelled.ts";

/** Draws from a grid: a number in [0, 1) gives a cell. */
export type Sampler = (u: number) => Pair;

export const samplerOf = (grid: Grid): Sampler => {
  const ends: Pair[] = [];
  const upTo: number[] = [];
  let sum = 0;
  eachCell(grid, (home, away, probability) => {
    sum += probability;
    ends.push({ home, away });
    upTo.push(sum);
  });
  // Where the search for a number begins: one entry for every equal part of the unit interval.
  const starts = new Int32Array(ends.length);
  for (let part = 0, cell = 0; part < starts.length; part += 1) {
    while (at(upTo, cell) < (part / starts.length) * sum && cell < ends.length - 1) cell += 1;
    starts[part] = cell;
  }
  return (u) => {
    let cell = at(starts, Math.floor(u * starts.length));
    while (at(upTo, cell) <= u * sum && cell < ends.length - 1) cell += 1;
    return ends[cell] as Pair;
  };
};

/**
 * Steps of an additive sequence that fills the unit cube of so many dimensions evenly: powers of the root of x^(d+1) = x + 1 (M. Roberts, "The
 * unreasonable effectiveness of quasirandom sequences", 2018).
 */
export const evenSteps = (dimensions: number): number[] => {
  let root = 2;
  for (let step = 0; step < 60; step += 1) root = (1 + root) ** (1 / (dimensions + 1));
  return Array.from({ length: dimensions }, (_, d) => root ** -(d + 1) % 1);
};

const FIT_ROUNDS = 60;
const CLOSE = 1e-12;

/**
 * Sampled ends weighted so that each market's outcomes are exactly as likely as they are by themselves, by iterative proportional fitting.
 * @param chances of each market's outcomes
 */
export const fitted = (
  ends: readonly LabelledEnd[],
  chances: readonly (readonly number[])[],
): LabelledEnd[] => {
  const weights = ends.map(({ probability }) => probability);
  for (let round = 0; round < FIT_ROUNDS; round += 1) {
    let off = 0;
    for (const [market, wanted] of chances.entries()) {
      const sums = new Float64Array(wanted.length);
      for (const [i, { labels }] of ends.entries()) {
        const label = at(labels, market);
        sums[label] = at(sums, label) + at(weights, i);
      }
      for (const [i, { labels }] of ends.entries()) {
        const label = at(labels, market);
        const factor = at(wanted, label) / at(sums, label);
        off = Math.max(off, Math.abs(factor - 1));
        weights[i] = at(weights, i) * factor;
      }
    }
    if (off < CLOSE) break;
  }
  return ends.map(({ labels }, i) => ({ labels, probability: at(weights, i) }));
};
