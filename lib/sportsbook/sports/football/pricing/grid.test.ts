import { describe, expect, it } from "vitest";
import { type FootballScore, footballKickOff } from "../score.ts";
import { distributionsOf } from "./distributions.ts";
import { tau } from "./dixon-coles.ts";
import { cell, remainingGrid, scoreGrid } from "./grid.ts";
import { goalIntensity, remainingRates, shareLeft } from "./intensity.ts";

const outcomes = (lambda: number, mu: number, rho: number): [number, number, number] => {
  const { difference } = distributionsOf(scoreGrid(lambda, mu, rho));
  const result: [number, number, number] = [0, 0, 0];
  difference.mass.forEach((p, i) => {
    result[1 - Math.sign(i + difference.from)] = (result[1 - Math.sign(i + difference.from)] ?? 0) + p;
  });
  return result;
};

const inPlay = (
  phase: FootballScore["phase"],
  minute: number,
  more: Partial<FootballScore> = {},
): FootballScore => ({
  ...footballKickOff(),
  phase,
  clockSeconds: minute * 60,
  ...more,
});

const model = { homeRate: 1.6, awayRate: 1.1, rho: -0.1 };

describe("the grid of scores", () => {
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

describe("what is left of a match", () => {
  it("shrinks through each half, and is more than half at half-time, as goals fall late", () => {
    const shares = [
      shareLeft(inPlay("not_started", 0)),
      shareLeft(inPlay("first_half", 20)),
      shareLeft(inPlay("first_half", 46)),
      shareLeft(inPlay("half_time", 47)),
      shareLeft(inPlay("second_half", 46)),
      shareLeft(inPlay("second_half", 90)),
      shareLeft(inPlay("second_half", 99)),
      shareLeft(inPlay("ended", 95)),
    ];
    expect(shares[0]).toBe(1);
    expect(shares[7]).toBe(0);
    for (let i = 1; i < shares.length; i += 1) expect(shares[i]).toBeLessThan(shares[i - 1] ?? 0);
    expect(shares[3]).toBeGreaterThan(0.55);
    expect(shares[3]).toBeLessThan(0.58);
  });

  it("grows with a long stoppage and never vanishes before the whistle", () => {
    const short = shareLeft(inPlay("second_half", 90, { stoppageMinutes: 2 }));
    const long = shareLeft(inPlay("second_half", 90, { stoppageMinutes: 9 }));
    expect(long).toBeGreaterThan(short * 3);
    expect(shareLeft(inPlay("second_half", 104, { stoppageMinutes: 2 }))).toBeGreaterThan(0);
  });

  it("is the integral of the intensity", () => {
    let total = 0;
    const step = 10;
    const slices = [
      ["first_half", 0, 47],
      ["second_half", 45, 95],
    ] as const;
    for (const [phase, from, to] of slices) {
      for (let clockSeconds = from * 60 + step / 2; clockSeconds < to * 60; clockSeconds += step) {
        total += (goalIntensity(model, inPlay(phase, 0, { clockSeconds })).home * step) / 60;
      }
    }
    expect(total).toBeCloseTo(model.homeRate, 2);
  });

  it("turns towards the side that is behind, and away from the one short of a player", () => {
    const level = remainingRates(model, inPlay("half_time", 45));
    const behind = remainingRates(model, inPlay("half_time", 45, { goals: { home: 0, away: 1 } }));
    const short = remainingRates(model, inPlay("half_time", 45, { redCards: { home: 1, away: 0 } }));
    expect(behind.home).toBeGreaterThan(level.home);
    expect(behind.away).toBeLessThan(level.away);
    expect(short.home).toBeLessThan(level.home * 0.7);
    expect(short.away).toBeGreaterThan(level.away * 1.3);
  });

  it("is corrected at kick-off, less as time goes by, and not after a goal", () => {
    const lift = (score: FootballScore): number =>
      cell(remainingGrid(model, score), 0, 0) / cell(remainingGrid({ ...model, rho: 0 }, score), 0, 0);
    expect(lift(inPlay("not_started", 0))).toBeCloseTo(tau(0, 0, 1.6, 1.1, -0.1), 9);
    expect(lift(inPlay("second_half", 75))).toBeGreaterThan(1);
    expect(lift(inPlay("second_half", 75))).toBeLessThan(lift(inPlay("half_time", 45)));
    expect(lift(inPlay("half_time", 45, { goals: { home: 1, away: 1 } }))).toBe(1);
  });
});
