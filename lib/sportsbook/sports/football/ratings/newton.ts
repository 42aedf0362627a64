import { at } from "#lib/sportsbook/pricing/index.ts";

/**
 * Writes the gradient and the lower triangle of the Hessian (row-major, zeroed by the callee) at x and returns the value;
 * Infinity where x is not admitted.
 */
export type TwiceSmooth = (x: Float64Array, gradient: Float64Array, hessian: Float64Array) => number;

export type Minimum = { x: Float64Array; value: number; iterations: number; converged: boolean };

const dot = (a: Float64Array, b: Float64Array): number => {
  let total = 0;
  for (let i = 0; i < a.length; i += 1) total += at(a, i) * at(b, i);
  return total;
};

/** A pivot that lost this much of its diagonal entry is rounding error. */
const PIVOT_MIN = 1e-11;

/** The lower Cholesky factor of a + shift × I, or null where that is not positive definite. */
const cholesky = (a: Float64Array, size: number, shift: number): Float64Array | null => {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const rowStart = row * size;
    for (let column = 0; column <= row; column += 1) {
      const columnStart = column * size;
      let rest = at(a, rowStart + column);
      for (let k = 0; k < column; k += 1) rest -= at(factor, rowStart + k) * at(factor, columnStart + k);
      if (column < row) {
        factor[rowStart + column] = rest / at(factor, columnStart + column);
        continue;
      }
      const pivot = rest + shift;
      if (!(pivot > PIVOT_MIN * (at(a, rowStart + row) + shift))) return null;
      factor[rowStart + row] = Math.sqrt(pivot);
    }
  }
  return factor;
};

/** Solves factor × factorᵀ × x = −gradient. */
const descent = (factor: Float64Array, gradient: Float64Array): Float64Array => {
  const size = gradient.length;
  const x = gradient.map((slope) => -slope);
  for (let row = 0; row < size; row += 1) {
    let rest = at(x, row);
    for (let k = 0; k < row; k += 1) rest -= at(factor, row * size + k) * at(x, k);
    x[row] = rest / at(factor, row * size + row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const value = at(x, row) / at(factor, row * size + row);
    x[row] = value;
    for (let k = 0; k < row; k += 1) x[k] = at(x, k) - at(factor, row * size + k) * value;
  }
  return x;
};

const highestDiagonal = (hessian: Float64Array, size: number): number => {
  let highest = 1;
  for (let i = 0; i < size; i += 1) highest = Math.max(highest, Math.abs(at(hessian, i * size + i)));
  return highest;
};

const ARMIJO = 1e-4;
const HALVINGS_MAX = 40;
const SHIFT_MIN = 1e-9;

/**
 * Minimises a twice differentiable function by Newton's method with a backtracking line search. Where the Hessian is not
 * positive definite (a flat direction, or far from the minimum) its diagonal is raised until it is.
 * Converged when one more step promises to lower the value by less than `tolerance`; that step is taken.
 * @throws RangeError when the start is not admitted
 */
export const minimise = (
  objective: TwiceSmooth,
  start: Float64Array,
  { tolerance = 1e-9, iterationsMax = 100 }: { tolerance?: number; iterationsMax?: number } = {},
): Minimum => {
  const size = start.length;
  let x: Float64Array = start.slice();
  let [gradient, hessian] = [new Float64Array(size), new Float64Array(size * size)];
  let [nextGradient, nextHessian] = [new Float64Array(size), new Float64Array(size * size)];
  let value = objective(x, gradient, hessian);
  if (!Number.isFinite(value)) throw new RangeError("a minimisation starts where the function is finite");
  let shift = 0;
  for (let iterations = 1; iterations <= iterationsMax; iterations += 1) {
    const highest = highestDiagonal(hessian, size);
    let factor = cholesky(hessian, size, shift * highest);
    while (!factor) {
      shift = Math.max(SHIFT_MIN, shift * 10);
      factor = cholesky(hessian, size, shift * highest);
    }
    const step = descent(factor, gradient);
    const gain = -dot(step, gradient);
    const moved = (by: number): Float64Array => x.map((coordinate, i) => coordinate + by * at(step, i));
    if (gain <= tolerance) {
      x = moved(1);
      return { x, value: objective(x, gradient, hessian), iterations, converged: true };
    }
    let length = 1;
    let next = moved(length);
    let nextValue = objective(next, nextGradient, nextHessian);
    for (let halving = 0; !(nextValue <= value - ARMIJO * length * gain); halving += 1) {
      if (halving === HALVINGS_MAX) return { x, value, iterations, converged: false };
      length /= 2;
      next = moved(length);
      nextValue = objective(next, nextGradient, nextHessian);
    }
    [x, value] = [next, nextValue];
    [gradient, nextGradient] = [nextGradient, gradient];
    [hessian, nextHessian] = [nextHessian, hessian];
    if (shift > SHIFT_MIN) shift /= 10;
  }
  return { x, value, iterations: iterationsMax, converged: false };
};
