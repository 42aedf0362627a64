import { at } from "#lib/sportsbook/pricing/index.ts";
import type { ScoreGrid } from "./grid.ts";

/** A distribution over the integers from `from` on. */
export type Counts = { readonly from: number; readonly mass: Float64Array };

/** What every market of a match is summed from, taken off the grid in one pass. */
export type Distributions = {
  home: Counts;
  away: Counts;
  total: Counts;
  /** Home goals less away goals. */
  difference: Counts;
};

export const distributionsOf = ({ size, cells }: ScoreGrid): Distributions => {
  const home = new Float64Array(size);
  const away = new Float64Array(size);
  const total = new Float64Array(2 * size - 1);
  const difference = new Float64Array(2 * size - 1);
  for (let h = 0; h < size; h += 1) {
    for (let a = 0; a < size; a += 1) {
      const p = at(cells, h * size + a);
      home[h] = at(home, h) + p;
      away[a] = at(away, a) + p;
      total[h + a] = at(total, h + a) + p;
      difference[h - a + size - 1] = at(difference, h - a + size - 1) + p;
    }
  }
  return {
    home: { from: 0, mass: home },
    away: { from: 0, mass: away },
    total: { from: 0, mass: total },
    difference: { from: 1 - size, mass: difference },
  };
};

/**
 * The fair probability, in the sense of 1/(fair odds), that a count ends above a line; the other side has the complement.
 * With full wins w, half wins v, half losses m and losses l it is (w + v/2) / (w + v/2 + m/2 + l): at those odds a stake
 * returns itself in expectation, refunds and halves included. On half lines it is the plain probability.
 * NaN where every outcome is a refund.
 */
export const aboveLine = ({ from, mass }: Counts, line: number): number => {
  let [won, lost] = [0, 0];
  for (let i = 0; i < mass.length; i += 1) {
    const lead = from + i - line;
    const p = at(mass, i);
    if (lead >= 0.5) won += p;
    else if (lead <= -0.5) lost += p;
    else if (lead > 0) won += p / 2;
    else if (lead < 0) lost += p / 2;
  }
  return won / (won + lost);
};

/** The quarter line at or above `lowest` that splits a count most evenly; `lowest` where there is none better. */
export const balancedLine = (counts: Counts, lowest: number): number => {
  let best = lowest;
  let distance = Number.POSITIVE_INFINITY;
  const highest = counts.from + counts.mass.length;
  for (let line = lowest; line < highest; line += 0.25) {
    const off = aboveLine(counts, line) - 0.5;
    if (Math.abs(off) < distance) {
      best = line;
      distance = Math.abs(off);
    }
    if (off < 0) break;
  }
  return best;
};
