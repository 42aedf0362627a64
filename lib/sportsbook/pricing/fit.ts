import { tau } from "./dixon-coles.ts";
import { at } from "./numeric.ts";
import { minimise, type Objective } from "./optimise.ts";

/** A match with its final score in regular time; teams are numbered from 0. */
export type WeightedMatch = {
  home: number;
  away: number;
  homeGoals: number;
  awayGoals: number;
  neutral: boolean;
  weight: number;
};

/** ln λ = base + attack[home] − defence[away] + homeAdvantage (0 on neutral ground); ln μ = base + attack[away] − defence[home]. */
export type Strengths = {
  attack: Float64Array;
  defence: Float64Array;
  base: number;
  homeAdvantage: number;
  rho: number;
};

export type Fit = Strengths & {
  /** Weighted log-likelihood of the scores, factorials included, prior excluded. */
  logLikelihood: number;
  iterations: number;
  converged: boolean;
};

export type FitOptions = {
  teams: number;
  /** Fits ρ; false leaves it at 0, plain Poisson. */
  correlated?: boolean;
  /** Precision of a normal prior around 0 on every attack and defence: draws teams of few matches to the middle. */
  ridge?: number;
  start?: Strengths;
};

const logFactorial = (n: number): number => {
  let total = 0;
  for (let k = 2; k <= n; k += 1) total += Math.log(k);
  return total;
};

const layout = (teams: number): { base: number; advantage: number; rho: number; length: number } => ({
  base: 2 * teams,
  advantage: 2 * teams + 1,
  rho: 2 * teams + 2,
  length: 2 * teams + 3,
});

/** Adds to the slopes of ln λ, ln μ and ρ what ln τ contributes, and returns ln τ. NaN where τ is not positive. */
const correction = (
  { homeGoals, awayGoals }: WeightedMatch,
  lambda: number,
  mu: number,
  rho: number,
  slopes: Float64Array,
): number => {
  slopes.fill(0);
  if (homeGoals > 1 || awayGoals > 1) return 0;
  const factor = tau(homeGoals, awayGoals, lambda, mu, rho);
  if (!(factor > 0)) return Number.NaN;
  const byLambda = awayGoals === 0 ? (homeGoals === 0 ? -mu : 0) : homeGoals === 0 ? 1 : 0;
  const byMu = awayGoals === 0 ? (homeGoals === 0 ? -lambda : 1) : 0;
  slopes[0] = (lambda * rho * byLambda) / factor;
  slopes[1] = (mu * rho * byMu) / factor;
  slopes[2] = (tau(homeGoals, awayGoals, lambda, mu, 1) - 1) / factor;
  return Math.log(factor);
};

/** The negative log-posterior and its gradient, in the order attack, defence, base, home advantage, ρ. */
export const objectiveOf = (
  matches: readonly WeightedMatch[],
  { teams, correlated = true, ridge = 0 }: Pick<FitOptions, "teams" | "correlated" | "ridge">,
): Objective => {
  const place = layout(teams);
  const constants = matches.map((match) => logFactorial(match.homeGoals) + logFactorial(match.awayGoals));
  const slopes = new Float64Array(3);
  return (x, gradient) => {
    gradient.fill(0);
    const [base, advantage] = [at(x, place.base), at(x, place.advantage)];
    const rho = correlated ? at(x, place.rho) : 0;
    const add = (index: number, slope: number): void => {
      gradient[index] = at(gradient, index) - slope;
    };
    let total = 0;
    for (let i = 0; i < matches.length; i += 1) {
      const match = matches[i] as WeightedMatch;
      const { home, away, weight } = match;
      const logLambda = base + at(x, home) - at(x, teams + away) + (match.neutral ? 0 : advantage);
      const logMu = base + at(x, away) - at(x, teams + home);
      const [lambda, mu] = [Math.exp(logLambda), Math.exp(logMu)];
      const logTau = correction(match, lambda, mu, rho, slopes);
      if (Number.isNaN(logTau)) return Number.POSITIVE_INFINITY;
      total +=
        weight *
        (match.homeGoals * logLambda - lambda + match.awayGoals * logMu - mu - at(constants, i) + logTau);
      const byHome = weight * (match.homeGoals - lambda + at(slopes, 0));
      const byAway = weight * (match.awayGoals - mu + at(slopes, 1));
      add(home, byHome);
      add(away, byAway);
      add(teams + away, -byHome);
      add(teams + home, -byAway);
      add(place.base, byHome + byAway);
      if (!match.neutral) add(place.advantage, byHome);
      if (correlated) add(place.rho, weight * at(slopes, 2));
    }
    let prior = 0;
    for (let i = 0; i < 2 * teams; i += 1) {
      prior += (ridge / 2) * at(x, i) ** 2;
      add(i, -ridge * at(x, i));
    }
    return prior - total;
  };
};

const mean = (values: Float64Array): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

// Shifting every attack or defence by a constant that the base takes up changes no rate: both are centred on 0.
const centred = (x: Float64Array, teams: number): Strengths => {
  const place = layout(teams);
  const [attack, defence] = [x.slice(0, teams), x.slice(teams, 2 * teams)];
  const [attackMean, defenceMean] = [mean(attack), mean(defence)];
  return {
    attack: attack.map((value) => value - attackMean),
    defence: defence.map((value) => value - defenceMean),
    base: at(x, place.base) + attackMean - defenceMean,
    homeAdvantage: at(x, place.advantage),
    rho: at(x, place.rho),
  };
};

const vectorOf = ({ attack, defence, base, homeAdvantage, rho }: Strengths): Float64Array =>
  Float64Array.of(...attack, ...defence, base, homeAdvantage, rho);

/**
 * Maximum likelihood of Dixon and Coles' model (1997), each match by its weight; attacks and defences sum to 0. A side that
 * never scored, or never conceded, has no finite strength without a ridge.
 */
export const fitStrengths = (matches: readonly WeightedMatch[], options: FitOptions): Fit => {
  const { teams, correlated = true, ridge = 0, start } = options;
  const place = layout(teams);
  const origin = new Float64Array(place.length);
  origin[place.base] = 0.2;
  const from = start ? vectorOf(start) : origin;
  if (!correlated) from[place.rho] = 0;
  const { x, iterations, converged } = minimise(objectiveOf(matches, { teams, correlated, ridge }), from);
  const likelihood = -objectiveOf(matches, { teams, correlated })(x, new Float64Array(place.length));
  return { ...centred(x, teams), logLikelihood: likelihood, iterations, converged };
};
