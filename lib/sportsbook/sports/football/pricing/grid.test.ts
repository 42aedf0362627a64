import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FootballScore, footballKickOff } from "../score.ts";
import { baseRates } from "./base-rates.ts";
import { distributionsOf } from "./distributions.ts";
import { cell, homeFirstGrid, remainingGrid, type ScoreGrid } from "./grid.ts";
import { bentByCards, type FootballModel, goalIntensity, leadFactor, stretchesOf } from "./intensity.ts";
import { goalsOver } from "./recursion.ts";

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

const model: FootballModel = { homeRate: 1.6, awayRate: 1.1 };

const mean = (mass: Float64Array): number => mass.reduce((total, p, goals) => total + p * goals, 0);
const goalsLeft = (from: FootballModel, score: FootballScore): { home: number; away: number } => {
  const { home, away } = distributionsOf(remainingGrid(from, score));
  return { home: mean(home.mass), away: mean(away.mass) };
};
const totalLeft = (from: FootballModel, score: FootballScore): number => {
  const { home, away } = goalsLeft(from, score);
  return home + away;
};

const models = fc.record({
  homeRate: fc.double({ min: 0.2, max: 4, noNaN: true }),
  awayRate: fc.double({ min: 0.2, max: 4, noNaN: true }),
});
const goals = fc.record({ home: fc.integer({ min: 0, max: 4 }), away: fc.integer({ min: 0, max: 4 }) });
const redCards = fc.record({ home: fc.integer({ min: 0, max: 2 }), away: fc.integer({ min: 0, max: 2 }) });

describe("the goals that are still to come", () => {
  it.each([
    [2.118, 1.026],
    [0.2, 6],
    [9, 0.1],
    [11, 11],
  ])(
    "are as many as the model expects, sum to one and have no negative cell: %d %d",
    (homeRate, awayRate) => {
      const grid = remainingGrid({ homeRate, awayRate }, footballKickOff());
      const { home, away } = distributionsOf(grid);
      expect(grid.cells.reduce((total, p) => total + p, 0)).toBeCloseTo(1, 9);
      expect(mean(home.mass)).toBeCloseTo(homeRate, 4);
      expect(mean(away.mass)).toBeCloseTo(awayRate, 4);
      expect(grid.cells.every((p) => p >= -1e-12)).toBe(true);
    },
  );

  it("are Poisson counts over a stretch in which the score bends nothing", () => {
    const grid = goalsOver([{ share: 0.4, level: 1 }], { home: 1.6, away: 0 }, 20);
    const rate = 1.6 * 0.4 * leadFactor(20);
    for (let home = 0; home < 6; home += 1) {
      const factorial = Array.from({ length: home }, (_, i) => i + 1).reduce((x, k) => x * k, 1);
      expect(cell(grid, home, 0)).toBeCloseTo((Math.exp(-rate) * rate ** home) / factorial, 8);
    }
  });

  it("give prices that are the average of the prices that follow them", () => {
    const minutes = fc.tuple(
      fc.constantFrom("first_half" as const, "second_half" as const),
      fc.integer({ min: 0, max: 40 }),
    );
    fc.assert(
      fc.property(models, goals, redCards, minutes, (from, standing, cards, [phase, minute]) => {
        const start = phase === "second_half" ? 45 : 0;
        const now = inPlay(phase, start + minute, { goals: standing, redCards: cards });
        const rates = bentByCards(baseRates(from), now);
        const step = minute < 15 ? 15 - minute : 5 - (minute % 5);
        const soon = stretchesOf(from, phase, minute + step);
        const all = stretchesOf(from, phase, minute);
        const until = all.map(({ share, level }, i) => ({
          share: share - (soon[soon.length - all.length + i]?.share ?? 0),
          level,
        }));
        const next = goalsOver(until, rates, standing.home - standing.away);
        const averaged: ScoreGrid = { size: 60, cells: new Float64Array(3600) };
        for (let home = 0; home < next.size; home += 1)
          for (let away = 0; away < next.size; away += 1) {
            if (cell(next, home, away) < 1e-12) continue;
            const then = remainingGrid(from, {
              ...inPlay(phase, start + minute + step, { redCards: cards }),
              goals: { home: standing.home + home, away: standing.away + away },
            });
            for (let h = 0; h < then.size; h += 1)
              for (let a = 0; a < then.size; a += 1) {
                const at = (h + home) * 60 + a + away;
                averaged.cells[at] = (averaged.cells[at] ?? 0) + cell(next, home, away) * cell(then, h, a);
              }
          }
        const direct = remainingGrid(from, now);
        for (let home = 0; home < 6; home += 1)
          for (let away = 0; away < 6; away += 1)
            expect(cell(averaged, home, away)).toBeCloseTo(cell(direct, home, away), 5);
      }),
      { numRuns: 12 },
    );
  });

  it("are fewer through each half, and more than half of all at half-time, as goals fall late", () => {
    const left = [
      inPlay("not_started", 0),
      inPlay("first_half", 20),
      inPlay("first_half", 46),
      inPlay("half_time", 47),
      inPlay("second_half", 46),
      inPlay("second_half", 90),
      inPlay("second_half", 99),
      inPlay("ended", 95),
    ].map((score) => totalLeft(model, score));
    expect(left[7]).toBe(0);
    for (let i = 1; i < left.length; i += 1) expect(left[i]).toBeLessThan(left[i - 1] ?? 0);
    expect((left[3] ?? 0) / 2.7).toBeGreaterThan(0.55);
    expect((left[3] ?? 0) / 2.7).toBeLessThan(0.6);
  });

  it("grow with a long stoppage, by competition or as announced, and never vanish before the whistle", () => {
    const at = (minute: number, stoppageMinutes: number | null): FootballScore =>
      inPlay("second_half", minute, { stoppageMinutes });
    expect(totalLeft(model, at(90, 9))).toBeGreaterThan(totalLeft(model, at(90, 2)) * 3);
    expect(totalLeft(model, at(104, 2))).toBeGreaterThan(0);
    const long: FootballModel = { ...model, stoppage: { first: 4, second: 9 } };
    expect(totalLeft(long, at(90, null))).toBeGreaterThan(totalLeft(model, at(90, null)) * 1.5);
    expect(totalLeft(long, inPlay("not_started", 0))).toBeCloseTo(2.7, 4);
  });

  it("fall at the intensity by which they are simulated", () => {
    const base = baseRates(model);
    const score = inPlay("second_half", 80, { goals: { home: 1, away: 0 } });
    const seconds = 10;
    const soon = { ...score, clockSeconds: score.clockSeconds + seconds };
    const { home, away } = goalIntensity(model, base, score);
    const quiet = 1 - ((home + away) * seconds) / 60;
    const then = (more: Partial<FootballScore["goals"]>): number =>
      totalLeft(model, { ...soon, goals: { ...score.goals, ...more } });
    const expected =
      quiet * then({}) +
      ((home * seconds) / 60) * (1 + then({ home: 2 })) +
      ((away * seconds) / 60) * (1 + then({ away: 1 }));
    expect(totalLeft(model, score)).toBeCloseTo(expected, 4);
  });

  it("are fewer for the side that leads and for one short of a player, and when level sides settle for it", () => {
    const at = (home: number, away: number, cards = { home: 0, away: 0 }) =>
      goalsLeft(model, inPlay("half_time", 45, { goals: { home, away }, redCards: cards }));
    expect(at(1, 0).home).toBeLessThan(at(0, 1).home);
    expect(at(0, 0, { home: 1, away: 0 }).home).toBeLessThan(at(0, 0).home * 0.7);
    expect(at(0, 0, { home: 1, away: 0 }).away).toBeGreaterThan(at(0, 0).away * 1.3);
    const late = (home: number): number =>
      totalLeft(model, inPlay("second_half", 85, { goals: { home, away: 0 } }));
    expect(late(0)).toBeLessThan(late(1));
  });

  it("have the first of them scored as the rates of this moment say, in every cell no more than is there", () => {
    for (const score of [
      footballKickOff(),
      inPlay("first_half", 30, { goals: { home: 1, away: 0 } }),
      inPlay("second_half", 70, { goals: { home: 0, away: 2 } }),
    ]) {
      const grid = remainingGrid(model, score);
      const homeFirst = homeFirstGrid(model, score);
      const lead = score.goals.home - score.goals.away;
      const { home, away } = baseRates(model);
      const [up, down] = [home * leadFactor(lead), away * leadFactor(-lead)];
      const share = homeFirst.cells.reduce((total, p) => total + p, 0);
      expect(share).toBeCloseTo(((1 - cell(grid, 0, 0)) * up) / (up + down), 6);
      for (let h = 0; h < 8; h += 1)
        for (let a = 0; a < 8; a += 1)
          expect(cell(homeFirst, h, a)).toBeLessThanOrEqual(cell(grid, h, a) + 1e-12);
    }
  });
});
