import { at } from "#lib/sportsbook/pricing/index.ts";
import type { ScoreGrid } from "./grid.ts";
import { leadFactor, type Rates, type Stretch } from "./intensity.ts";

const SIZE_MAX = 40;
/** The most by which the score lifts a rate. */
const LIFT_MAX = 1.1;

// Leaves less than 1e-8 of a Poisson count outside, up to rates of about ten.
const sizeFor = (rate: number): number =>
  Math.min(SIZE_MAX, Math.ceil(LIFT_MAX * rate + 5.5 * Math.sqrt(LIFT_MAX * rate) + 5));

/** Goals expected in one step at most. */
const STEP_MAX = 0.35;
/** Taylor's series of a step is summed until its terms are this small. */
const TERM_MIN = 1e-9;

export type Steps = { count: number; order: number };

/** In how many steps a stretch is solved, and how many terms of the series each takes. */
export const stepsOver = ({ share }: Stretch, { home, away }: Rates): Steps => {
  const count = Math.max(1, Math.ceil((share * (home + away)) / STEP_MAX));
  const expected = (LIFT_MAX * share * (home + away)) / count;
  let [order, term] = [1, expected];
  while (term > TERM_MIN && order < 12) {
    order += 1;
    term *= expected / order;
  }
  return { count, order };
};

/** Which of the two sides may score the first of these goals; what the other scores first is left out. */
export type FirstBy = "home" | "either";

export type Intensities = { home: Float64Array; away: Float64Array };

/** Rates by home goals less away goals among those to come; index `size` is none. */
export const intensitiesOf = (
  { home, away }: Rates,
  lead: number,
  size: number,
  stretch: Stretch,
): Intensities => {
  const of = (rate: number, side: 1 | -1): Float64Array =>
    Float64Array.from({ length: 2 * size + 1 }, (_, i) => {
      const now = lead + i - size;
      return rate * stretch.share * leadFactor(side * now) * (now === 0 ? stretch.level : 1);
    });
  return { home: of(home, 1), away: of(away, -1) };
};

/** next = (rates of change of cells) / divisor. Mass that would leave the grid stays in it. */
const flow = (
  cells: Float64Array,
  next: Float64Array,
  size: number,
  { home, away }: Intensities,
  { divisor, firstBy }: { divisor: number; firstBy: FirstBy },
): void => {
  const part = 1 / divisor;
  next.fill(0);
  for (let h = 0; h < size; h += 1) {
    for (let a = 0; a < size; a += 1) {
      const i = h * size + a;
      const p = at(cells, i) * part;
      if (p === 0) continue;
      const up = h < size - 1 ? p * at(home, h - a + size) : 0;
      const down = a < size - 1 ? p * at(away, h - a + size) : 0;
      next[i] = at(next, i) - up - down;
      if (up !== 0) next[i + size] = at(next, i + size) + up;
      if (down !== 0 && !(i === 0 && firstBy === "home")) next[i + 1] = at(next, i + 1) + down;
    }
  }
};

/**
 * The goals of both sides over these stretches, from a lead of the home side: Kolmogorov's forward equations of a process whose rates
 * change at every goal, solved by Taylor's series in small steps. The cells sum to 1 (with `firstBy` to the probability that the away
 * side does not score first).
 */
export const goalsOver = (
  stretches: readonly Stretch[],
  rates: Rates,
  lead: number,
  firstBy: FirstBy = "either",
): ScoreGrid => {
  const share = stretches.reduce((total, stretch) => total + stretch.share, 0);
  const size = sizeFor(share * Math.max(rates.home, rates.away));
  const cells = new Float64Array(size * size);
  cells[0] = 1;
  let term = new Float64Array(size * size);
  let next = new Float64Array(size * size);
  for (const stretch of stretches) {
    const { count, order } = stepsOver(stretch, rates);
    const intensities = intensitiesOf(rates, lead, size, { ...stretch, share: stretch.share / count });
    for (let step = 0; step < count; step += 1) {
      term.set(cells);
      for (let power = 1; power <= order; power += 1) {
        flow(term, next, size, intensities, { divisor: power, firstBy });
        for (let i = 0; i < cells.length; i += 1) cells[i] = at(cells, i) + at(next, i);
        [term, next] = [next, term];
      }
    }
  }
  return { size, cells };
};
