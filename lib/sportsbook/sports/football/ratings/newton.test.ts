import { describe, expect, it } from "vitest";
import { minimise } from "./newton.ts";

describe("Newton's method", () => {
  it("walks Rosenbrock's valley to its end", () => {
    const { x, converged } = minimise(
      (at, gradient, hessian) => {
        const [a = 0, b = 0] = at;
        gradient.set([-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)]);
        hessian.set([2 - 400 * b + 1200 * a * a, 0, -400 * a, 200]);
        return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
      },
      Float64Array.of(-1.2, 1),
    );
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 6);
    expect(x[1]).toBeCloseTo(1, 6);
  });

  it("leaves a flat direction alone, and leaves a saddle", () => {
    const { x, converged } = minimise(
      (at, gradient, hessian) => {
        const [a = 0] = at;
        gradient.set([4 * a * (a * a - 1), 0, 0]);
        hessian.fill(0);
        hessian[0] = 12 * a * a - 4;
        return (a * a - 1) ** 2;
      },
      Float64Array.of(0.1, 7, -3),
    );
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 6);
    expect([x[1], x[2]]).toEqual([7, -3]);
  });

  it("does not start where the function is not finite", () => {
    expect(() => minimise(() => Number.NaN, Float64Array.of(0))).toThrow(RangeError);
  });
});
