import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Random, seededRandom } from "#lib/kernel/random.ts";
import { readResults } from "#lib/sportsbook/feeds/importers/results.ts";
import { fitStrengths, objectiveOf, type WeightedMatch } from "./fit.ts";
import { cell, scoreGrid } from "./football/grid.ts";
import { minimise } from "./optimise.ts";
import { fitRatings } from "./ratings/fit-ratings.ts";

const drawScore = (random: Random, lambda: number, mu: number, rho: number): [number, number] => {
  const grid = scoreGrid(lambda, mu, rho);
  let left = random.float();
  for (let home = 0; home < grid.size; home += 1) {
    for (let away = 0; away < grid.size; away += 1) {
      left -= cell(grid, home, away);
      if (left < 0) return [home, away];
    }
  }
  return [0, 0];
};

const TEAMS = 8;
const truth = {
  attack: [0.6, 0.4, 0.2, 0.1, -0.1, -0.2, -0.4, -0.6],
  defence: [0.3, -0.2, 0.4, 0, 0.1, -0.3, 0, -0.3],
  base: 0.1,
  homeAdvantage: 0.25,
  rho: -0.12,
};

const season = (rounds: number, seed: string): WeightedMatch[] => {
  const random = seededRandom(seed);
  const matches: WeightedMatch[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let home = 0; home < TEAMS; home += 1) {
      for (let away = 0; away < TEAMS; away += 1) {
        if (home === away) continue;
        const neutral = random.float() < 0.2;
        const advantage = neutral ? 0 : truth.homeAdvantage;
        const lambda = Math.exp(
          truth.base + (truth.attack[home] ?? 0) - (truth.defence[away] ?? 0) + advantage,
        );
        const mu = Math.exp(truth.base + (truth.attack[away] ?? 0) - (truth.defence[home] ?? 0));
        const [homeGoals, awayGoals] = drawScore(random, lambda, mu, truth.rho);
        matches.push({ home, away, homeGoals, awayGoals, neutral, weight: 0.5 + random.float() });
      }
    }
  }
  return matches;
};

describe("fitting strengths", () => {
  it("finds again what the scores were drawn from", () => {
    const fit = fitStrengths(season(250, "recovery"), { teams: TEAMS });
    expect(fit.converged).toBe(true);
    for (let team = 0; team < TEAMS; team += 1) {
      expect(Math.abs((fit.attack[team] ?? 9) - (truth.attack[team] ?? 0))).toBeLessThan(0.06);
      expect(Math.abs((fit.defence[team] ?? 9) - (truth.defence[team] ?? 0))).toBeLessThan(0.06);
    }
    expect(Math.abs(fit.base - truth.base)).toBeLessThan(0.03);
    expect(Math.abs(fit.homeAdvantage - truth.homeAdvantage)).toBeLessThan(0.03);
    expect(Math.abs(fit.rho - truth.rho)).toBeLessThan(0.03);
  });

  it("centres attacks and defences on 0, and ends in the same place from another start", () => {
    const matches = season(4, "centre");
    const fit = fitStrengths(matches, { teams: TEAMS });
    const again = fitStrengths(matches, {
      teams: TEAMS,
      start: { ...fit, attack: fit.attack.map((x) => x + 0.3), homeAdvantage: 0, rho: 0 },
    });
    expect(fit.attack.reduce((total, value) => total + value, 0)).toBeCloseTo(0, 9);
    expect(fit.defence.reduce((total, value) => total + value, 0)).toBeCloseTo(0, 9);
    expect(again.attack[0]).toBeCloseTo(fit.attack[0] ?? 9, 3);
    expect(again.logLikelihood).toBeCloseTo(fit.logLikelihood, 4);
  });

  it("climbs along the true gradient", () => {
    const objective = objectiveOf(season(2, "gradient"), { teams: TEAMS, ridge: 1.5 });
    const random = seededRandom("point");
    const x = Float64Array.from({ length: 2 * TEAMS + 3 }, () => random.float() * 0.4 - 0.2);
    x[2 * TEAMS + 2] = -0.1;
    const gradient = new Float64Array(x.length);
    objective(x, gradient);
    const unused = new Float64Array(x.length);
    for (let i = 0; i < x.length; i += 1) {
      const shifted = (by: number): number =>
        objective(
          x.map((value, j) => (j === i ? value + by : value)),
          unused,
        );
      expect((shifted(1e-5) - shifted(-1e-5)) / 2e-5).toBeCloseTo(gradient[i] ?? Number.NaN, 4);
    }
  });

  it("does not admit a rho that makes a score impossible", () => {
    const objective = objectiveOf(
      [{ home: 0, away: 1, homeGoals: 1, awayGoals: 1, neutral: true, weight: 1 }],
      { teams: 2 },
    );
    const x = new Float64Array(7);
    x[6] = 1.5;
    expect(objective(x, new Float64Array(7))).toBe(Number.POSITIVE_INFINITY);
  });

  it("draws a side of one match to the middle by a ridge", () => {
    const matches = [
      ...season(3, "ridge"),
      { home: TEAMS, away: 0, homeGoals: 6, awayGoals: 0, neutral: true, weight: 1 },
    ];
    const free = fitStrengths(matches, { teams: TEAMS + 1, ridge: 0.05 });
    const drawn = fitStrengths(matches, { teams: TEAMS + 1, ridge: 5 });
    expect(drawn.attack[TEAMS]).toBeLessThan((free.attack[TEAMS] ?? 0) / 2);
  });
});

describe("the optimiser", () => {
  it("walks Rosenbrock's valley to its end", () => {
    const { x, converged } = minimise(
      (at, gradient) => {
        const [a = 0, b = 0] = at;
        gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a);
        gradient[1] = 200 * (b - a * a);
        return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
      },
      Float64Array.of(-1.2, 1),
    );
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 6);
    expect(x[1]).toBeCloseTo(1, 6);
  });
});

const LEAGUES = "../shared/data/football/league_results_top5.csv";

describe.skipIf(!existsSync(LEAGUES))("a real season (skipped where the data folder is absent)", () => {
  it("is told at least as well by Dixon–Coles as by plain Poisson, with a plausible rho", async () => {
    const read = await readResults(LEAGUES);
    if (!read.ok) throw new Error(read.refusal.code);
    expect(read.value.rejected.length).toBeLessThan(read.value.rows.length / 20);
    const rows = read.value.rows.filter(
      ({ competition, season: year }) => competition === "en.1" && year === "2018-19",
    );
    expect(rows.length).toBe(380);
    const fitted = fitRatings(rows, {
      halfLifeDays: 1e9,
      matchesMin: 10,
      source: "test",
      licence: "CC0-1.0",
    });
    if (!fitted.ok) throw new Error(fitted.refusal.code);
    const { poisson, dixonColes } = fitted.value;
    expect(poisson.converged && dixonColes.converged).toBe(true);
    expect(dixonColes.logLikelihood).toBeGreaterThanOrEqual(poisson.logLikelihood);
    expect(Math.abs(dixonColes.rho)).toBeLessThan(0.25);
    expect(dixonColes.homeAdvantage).toBeGreaterThan(0.05);
    expect(dixonColes.homeAdvantage).toBeLessThan(0.6);
  });
});
