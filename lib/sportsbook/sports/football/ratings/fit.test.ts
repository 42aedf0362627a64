import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Random, seededRandom } from "#lib/core/random.ts";
import { readResults } from "../importers/results.ts";
import { cell } from "../pricing/grid.ts";
import { scoreGrid } from "./dixon-coles.ts";
import { fitStrengths, objectiveOf, type Prior, type WeightedMatch } from "./fit.ts";
import { fitRatings } from "./fit-ratings.ts";
import { CLUBS } from "./recipe.ts";

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

const ridge = (teams: number, precision: number): Prior[] =>
  Array.from({ length: teams }, () => ({
    attack: 0,
    defence: 0,
    strength: precision,
    openness: precision,
  }));

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

  // Found by L-BFGS run to the resolution of floats, on the same matches.
  it.each([
    [
      0.1,
      [
        0.44361434, 0.46418691, 0.22852908, -0.0156922, -0.09760632, -0.11353087, -0.37875709, -0.53074385,
        0.32979196, -0.32740916, 0.66876556, -0.06883693, -0.02543067, -0.18837364, -0.23379577, -0.15471135,
        0.0557741, 0.30872882, -0.21021319,
      ],
    ],
    [
      4,
      [
        0.42347716, 0.44061067, 0.21818297, -0.02053857, -0.09839729, -0.11321982, -0.35733959, -0.49277554,
        0.31549312, -0.3036119, 0.61136677, -0.06006431, -0.01946777, -0.17484148, -0.22189532, -0.1469791,
        0.06779888, 0.30918272, -0.20939541,
      ],
    ],
  ])("reaches the mode of the posterior that another method found, with precision %d", (precision, mode) => {
    const fit = fitStrengths(season(4, "posterior"), { teams: TEAMS, priors: ridge(TEAMS, precision) });
    const found = [...fit.attack, ...fit.defence, fit.base, fit.homeAdvantage, fit.rho];
    expect(fit.converged).toBe(true);
    expect(fit.iterations).toBeLessThan(10);
    for (const [i, value] of mode.entries()) expect(Math.abs((found[i] ?? 9) - value)).toBeLessThan(1e-6);
  });

  it("has the gradient and the Hessian of its value", () => {
    const priors = ridge(TEAMS, 1.5).map((prior, team) => ({
      ...prior,
      attack: -0.25,
      openness: 20 + team,
    }));
    const objective = objectiveOf(season(2, "gradient"), { teams: TEAMS, priors });
    const random = seededRandom("point");
    const size = 2 * TEAMS + 3;
    const x = Float64Array.from({ length: size }, () => random.float() * 0.4 - 0.2);
    x[size - 1] = -0.1;
    const at = (place: number, by: number) => {
      const gradient = new Float64Array(size);
      const hessian = new Float64Array(size * size);
      const value = objective(
        x.map((coordinate, i) => (i === place ? coordinate + by : coordinate)),
        gradient,
        hessian,
      );
      return { value, gradient, hessian };
    };
    const { gradient, hessian } = at(0, 0);
    for (let i = 0; i < size; i += 1) {
      const [above, below] = [at(i, 1e-5), at(i, -1e-5)];
      expect((above.value - below.value) / 2e-5).toBeCloseTo(gradient[i] ?? Number.NaN, 4);
      for (let row = i; row < size; row += 1) {
        const curve = ((above.gradient[row] ?? 0) - (below.gradient[row] ?? 0)) / 2e-5;
        expect(curve).toBeCloseTo(hessian[row * size + i] ?? Number.NaN, 4);
      }
    }
  });

  it("does not admit a rho that makes a score impossible", () => {
    const objective = objectiveOf(
      [{ home: 0, away: 1, homeGoals: 1, awayGoals: 1, neutral: true, weight: 1 }],
      { teams: 2 },
    );
    const x = new Float64Array(7);
    x[6] = 1.5;
    expect(objective(x, new Float64Array(7), new Float64Array(49))).toBe(Number.POSITIVE_INFINITY);
  });

  it("is defined without any match: every team is what the prior says", () => {
    const fit = fitStrengths([], {
      teams: 2,
      priors: ridge(2, 1).map((prior) => ({ ...prior, attack: -0.2 })),
    });
    expect(fit.converged).toBe(true);
    expect([...fit.attack]).toEqual([-0.2, -0.2]);
    expect(Number.isFinite(fit.base)).toBe(true);
  });

  it("draws a side of one match to the middle by a ridge", () => {
    const matches = [
      ...season(3, "ridge"),
      { home: TEAMS, away: 0, homeGoals: 6, awayGoals: 0, neutral: true, weight: 1 },
    ];
    const free = fitStrengths(matches, { teams: TEAMS + 1, priors: ridge(TEAMS + 1, 0.05) });
    const drawn = fitStrengths(matches, { teams: TEAMS + 1, priors: ridge(TEAMS + 1, 5) });
    expect(drawn.attack[TEAMS]).toBeLessThan((free.attack[TEAMS] ?? 0) / 2);
  });
});

const LEAGUES = "../shared/data/football/league_results_top5.csv";

describe.skipIf(!existsSync(LEAGUES))("a real season (skipped where the data folder is absent)", () => {
  it("is fitted at least as well by Dixon–Coles as by plain Poisson, with a plausible rho", async () => {
    const read = await readResults(LEAGUES);
    if (!read.ok) throw new Error(read.refusal.code);
    expect(read.value.rejected.length).toBeLessThan(read.value.rows.length / 20);
    const rows = read.value.rows.filter(
      ({ competition, season: year }) => competition === "en.1" && year === "2018-19",
    );
    expect(rows.length).toBe(380);
    const unweighted = { ...CLUBS, halfLifeDays: 1e9 };
    const fitted = fitRatings(rows, { recipe: unweighted, source: "test", licence: "CC0-1.0" });
    if (!fitted.ok) throw new Error(fitted.refusal.code);
    const [league] = fitted.value.fits;
    if (!league) throw new Error("no league was fitted");
    const { poisson, dixonColes } = league;
    expect(poisson.converged && dixonColes.converged).toBe(true);
    expect(dixonColes.logLikelihood).toBeGreaterThan(poisson.logLikelihood - 1e-3);
    expect(Math.abs(dixonColes.rho)).toBeLessThan(0.25);
    expect(dixonColes.homeAdvantage).toBeGreaterThan(0.05);
    expect(dixonColes.homeAdvantage).toBeLessThan(0.6);
  });
});
