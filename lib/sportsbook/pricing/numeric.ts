/** A cell of a typed array whose index is known to be inside. */
export const at = (values: ArrayLike<number>, index: number): number => values[index] ?? 0;

export const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += at(values, i);
  return total;
};

/**
 * The root of a monotone function between two ends, by Newton's step where it stays inside the bracket and by halving
 * where it does not.
 * @param f returns the value and the slope
 */
export const solveMonotone = (
  f: (x: number) => readonly [value: number, slope: number],
  low: number,
  high: number,
  start: number,
): number => {
  let [from, to, x] = [low, high, start];
  const rising = f(high)[0] > f(low)[0];
  for (let step = 0; step < 200; step += 1) {
    const [value, slope] = f(x);
    if (Math.abs(value) < 1e-15) return x;
    if (value > 0 === rising) to = x;
    else from = x;
    const newton = x - value / slope;
    const next = newton > from && newton < to ? newton : (from + to) / 2;
    if (Math.abs(next - x) < 1e-16 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
};
