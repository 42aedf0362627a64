import { describe, expect, it } from "vitest";
import { distributionsOf } from "../pricing/distributions.ts";
import { cell } from "../pricing/grid.ts";
import { scoreGrid, tau } from "./dixon-coles.ts";

const outcomes = (lambda: number, mu: number, rho: number): [number, number, number] => {
  const { difference } = distributionsOf(scoreGrid(lambda, mu, rho));
  const result: [number, number, number] = [0, 0, 0];
  difference.mass.forEach((p, i) => {
    result[1 - Math.sign(i + difference.from)] = (result[1 - Math.sign(i + difference.from)] ?? 0) + p;
  });
  return result;
};

describe("Dixon and Coles' grid", () => {
  it("gives the reference match of 2011-12", () => {
    const [home, draw, away] = outcomes(2.118, 1.026, -0.1336);
    expect(Math.abs(home - 0.6115)).toBeLessThan(1e-3);
    expect(Math.abs(draw - 0.2268)).toBeLessThan(1e-3);
    expect(Math.abs(away - 0.1617)).toBeLessThan(1e-3);
  });

  it("is two independent Poisson counts without the correction", () => {
    const mass = (rate: number, goals: number): number =>
      (Math.exp(-rate) * rate ** goals) /
      Array.from({ length: goals }, (_, i) => i + 1).reduce((x, k) => x * k, 1);
    const grid = scoreGrid(2.118, 1.026, 0);
    for (let home = 0; home < 8; home += 1) {
      for (let away = 0; away < 8; away += 1) {
        expect(cell(grid, home, away)).toBeCloseTo(mass(2.118, home) * mass(1.026, away), 8);
      }
    }
  });

  it("corrects the four low scores as published, and no other", () => {
    expect(tau(0, 0, 2, 1, -0.1)).toBeCloseTo(1.2, 12);
    expect(tau(0, 1, 2, 1, -0.1)).toBeCloseTo(0.8, 12);
    expect(tau(1, 0, 2, 1, -0.1)).toBeCloseTo(0.9, 12);
    expect(tau(1, 1, 2, 1, -0.1)).toBeCloseTo(1.1, 12);
    expect(tau(2, 0, 2, 1, -0.1)).toBe(1);
  });

  it.each([
    [2.118, 1.026, -0.1336],
    [0.2, 6, -0.2],
    [9, 0.1, 0.3],
  ])("sums to one, keeps the means and has no negative cell: %d %d %d", (lambda, mu, rho) => {
    const grid = scoreGrid(lambda, mu, rho);
    const { home, away } = distributionsOf(grid);
    const mean = (mass: Float64Array): number => mass.reduce((total, p, goals) => total + p * goals, 0);
    expect(grid.cells.reduce((total, p) => total + p, 0)).toBeCloseTo(1, 12);
    expect(mean(home.mass)).toBeCloseTo(lambda, 5);
    expect(mean(away.mass)).toBeCloseTo(mu, 5);
    expect(grid.cells.every((p) => p >= 0)).toBe(true);
  });
});
