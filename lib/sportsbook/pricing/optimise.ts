import { at } from "./numeric.ts";

/** Writes the gradient at x into `gradient` and returns the value; Infinity where x is not admitted. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export type Minimum = { x: Float64Array; value: number; iterations: number; converged: boolean };

const dot = (a: Float64Array, b: Float64Array): number => {
  let total = 0;
  for (let i = 0; i < a.length; i += 1) total += at(a, i) * at(b, i);
  return total;
};

const plus = (x: Float64Array, step: number, direction: Float64Array): Float64Array =>
  x.map((value, i) => value + step * at(direction, i));

type Pair = { s: Float64Array; y: Float64Array; sy: number };

// The two-loop recursion: minus the inverse Hessian, as the last steps show it, times the gradient.
const descent = (gradient: Float64Array, memory: readonly Pair[]): Float64Array => {
  let q: Float64Array = gradient.slice();
  const alphas: number[] = [];
  for (const { s, y, sy } of memory.toReversed()) {
    const alpha = dot(s, q) / sy;
    alphas.push(alpha);
    q = plus(q, -alpha, y);
  }
  const last = memory.at(-1);
  const scale = last ? last.sy / dot(last.y, last.y) : 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
  q = q.map((value) => value * scale);
  for (const { s, y, sy } of memory) q = plus(q, (alphas.pop() ?? 0) - dot(y, q) / sy, s);
  return q.map((value) => -value);
};

const MEMORY = 12;
const ARMIJO = 1e-4;
const HALVINGS_MAX = 40;

/**
 * Minimises a smooth function by L-BFGS with backtracking (Liu and Nocedal 1989). The start must be admitted.
 * Done when every slope is within `tolerance` of 0, in units of the value (or of 1 where that is smaller).
 */
export const minimise = (
  objective: Objective,
  start: Float64Array,
  { tolerance = 1e-8, iterationsMax = 500 }: { tolerance?: number; iterationsMax?: number } = {},
): Minimum => {
  let x: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(x.length);
  let value = objective(x, gradient);
  const memory: Pair[] = [];
  for (let iterations = 0; iterations < iterationsMax; iterations += 1) {
    const scale = Math.max(1, Math.abs(value));
    if (gradient.every((slope) => Math.abs(slope) <= tolerance * scale)) {
      return { x, value, iterations, converged: true };
    }
    const direction = descent(gradient, memory);
    const slope = dot(direction, gradient);
    const nextGradient = new Float64Array(x.length);
    let step = 1;
    let next = plus(x, step, direction);
    let nextValue = objective(next, nextGradient);
    for (let halving = 0; !(nextValue <= value + ARMIJO * step * slope); halving += 1) {
      // No lower point to be told apart in floats: a minimum, if the expected gain is below their resolution.
      if (halving === HALVINGS_MAX) return { x, value, iterations, converged: -slope < 1e-12 * scale };
      step /= 2;
      next = plus(x, step, direction);
      nextValue = objective(next, nextGradient);
    }
    const s = plus(next, -1, x);
    const y = plus(nextGradient, -1, gradient);
    const sy = dot(s, y);
    if (sy > 1e-12) memory.push({ s, y, sy });
    if (memory.length > MEMORY) memory.shift();
    [x, value, gradient] = [next, nextValue, nextGradient];
  }
  return { x, value, iterations: iterationsMax, converged: false };
};
