import { at } from "#lib/sportsbook/pricing/index.ts";
import { minimise, type TwiceSmooth } from "./newton.ts";

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

/** A normal prior on a team's attack and defence. Equal precisions make the two independent, each with that precision. */
export type Prior = {
  attack: number;
  defence: number;
  /** Precision of (attack + defence)/√2: how strong a team is. */
  strength: number;
  /** Precision of (attack − defence)/√2: how open its matches are. */
  openness: number;
};

/** A normal prior on what all teams share, of one precision: few matches leave it undetermined. */
export type LeaguePrior = { base: number; homeAdvantage: number; rho: number; precision: number };

export type FitOptions = {
  teams: number;
  /** Fits ρ; false leaves it at 0, plain Poisson. */
  correlated?: boolean;
  /** By team; without them the likelihood alone decides. */
  priors?: readonly Prior[];
  /** Without it the likelihood alone decides on base, home advantage and ρ. */
  leaguePrior?: LeaguePrior;
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

/** Adds to a symmetric matrix of which only the lower triangle is kept. */
type AddTo = (row: number, column: number, value: number) => void;

/** A linear predictor: the places of its parameters and their signs. */
type Terms = { places: Int32Array; signs: Float64Array; count: number };

const termsOf = (...signs: number[]): Terms => ({
  places: new Int32Array(signs.length),
  signs: Float64Array.from(signs),
  count: signs.length,
});

const addSlope = (gradient: Float64Array, { places, signs, count }: Terms, slope: number): void => {
  for (let k = 0; k < count; k += 1) {
    const place = at(places, k);
    gradient[place] = at(gradient, place) + at(signs, k) * slope;
  }
};

const addCurve = (add: AddTo, { places, signs, count }: Terms, curve: number): void => {
  for (let k = 0; k < count; k += 1)
    for (let l = 0; l <= k; l += 1) add(at(places, k), at(places, l), at(signs, k) * at(signs, l) * curve);
};

const addMixed = (add: AddTo, a: Terms, b: Terms, curve: number): void => {
  for (let k = 0; k < a.count; k += 1)
    for (let l = 0; l < b.count; l += 1) {
      const [row, column] = [at(a.places, k), at(b.places, l)];
      add(row, column, (row === column ? 2 : 1) * at(a.signs, k) * at(b.signs, l) * curve);
    }
};

const addPrior = (
  x: Float64Array,
  gradient: Float64Array,
  add: AddTo,
  [attackAt, defenceAt]: readonly [number, number],
  prior: Prior,
): number => {
  const [attack, defence] = [at(x, attackAt) - prior.attack, at(x, defenceAt) - prior.defence];
  const strength = (prior.strength * (attack + defence)) / 2;
  const openness = (prior.openness * (attack - defence)) / 2;
  gradient[attackAt] = at(gradient, attackAt) + strength + openness;
  gradient[defenceAt] = at(gradient, defenceAt) + strength - openness;
  const own = (prior.strength + prior.openness) / 2;
  add(attackAt, attackAt, own);
  add(defenceAt, defenceAt, own);
  add(attackAt, defenceAt, (prior.strength - prior.openness) / 2);
  return (strength * (attack + defence) + openness * (attack - defence)) / 2;
};

const addLeaguePrior = (
  x: Float64Array,
  gradient: Float64Array,
  add: AddTo,
  place: ReturnType<typeof layout>,
  { base, homeAdvantage, rho, precision }: LeaguePrior,
): number => {
  let energy = 0;
  for (const [index, centre] of [
    [place.base, base],
    [place.advantage, homeAdvantage],
    [place.rho, rho],
  ] as const) {
    const off = at(x, index) - centre;
    gradient[index] = at(gradient, index) + precision * off;
    add(index, index, precision);
    energy += (precision * off * off) / 2;
  }
  return energy;
};

/**
 * The negative log-posterior with gradient and Hessian, in the order attack, defence, base, home advantage, ρ.
 * τ is 1 + cρ with c = −λμ, λ, μ and −1 at 0-0, 0-1, 1-0 and 1-1; `byLambda` and `byMu` are the powers of λ and μ in c.
 */
export const objectiveOf = (
  matches: readonly WeightedMatch[],
  { teams, correlated = true, priors = [], leaguePrior }: FitOptions,
): TwiceSmooth => {
  const place = layout(teams);
  const constants = matches.map((match) => logFactorial(match.homeGoals) + logFactorial(match.awayGoals));
  const [ofLambda, ofMu, ofRho] = [termsOf(1, -1, 1, 1), termsOf(1, -1, 1), termsOf(1)];
  ofRho.places.set([place.rho]);
  return (x, gradient, hessian) => {
    gradient.fill(0);
    hessian.fill(0);
    const add: AddTo = (row, column, value) => {
      const index = row > column ? row * place.length + column : column * place.length + row;
      hessian[index] = at(hessian, index) + value;
    };
    const rho = correlated ? at(x, place.rho) : 0;
    let total = 0;
    for (let i = 0; i < matches.length; i += 1) {
      const { home, away, homeGoals, awayGoals, neutral, weight } = matches[i] as WeightedMatch;
      ofLambda.places.set([home, teams + away, place.base, place.advantage]);
      ofLambda.count = neutral ? 3 : 4;
      ofMu.places.set([away, teams + home, place.base]);
      const advantage = neutral ? 0 : at(x, place.advantage);
      const logLambda = at(x, place.base) + at(x, home) - at(x, teams + away) + advantage;
      const logMu = at(x, place.base) + at(x, away) - at(x, teams + home);
      const [lambda, mu] = [Math.exp(logLambda), Math.exp(logMu)];
      let [slopeLambda, slopeMu, curveLambda, curveMu] = [homeGoals - lambda, awayGoals - mu, -lambda, -mu];
      let logTau = 0;
      if (correlated && homeGoals <= 1 && awayGoals <= 1) {
        const [byLambda, byMu] = [1 - homeGoals, 1 - awayGoals];
        const c = (homeGoals === awayGoals ? -1 : 1) * (byLambda ? lambda : 1) * (byMu ? mu : 1);
        const tau = 1 + c * rho;
        if (!(tau > 0)) return Number.POSITIVE_INFINITY;
        logTau = Math.log(tau);
        const share = (c * rho) / tau;
        const curve = share * (1 - share);
        slopeLambda += byLambda * share;
        slopeMu += byMu * share;
        curveLambda += byLambda * curve;
        curveMu += byMu * curve;
        addSlope(gradient, ofRho, (-weight * c) / tau);
        addCurve(add, ofRho, weight * (c / tau) ** 2);
        const mixed = (-weight * c * (1 - share)) / tau;
        if (byLambda) addMixed(add, ofRho, ofLambda, mixed);
        if (byMu) addMixed(add, ofRho, ofMu, mixed);
        if (byLambda && byMu) addMixed(add, ofLambda, ofMu, -weight * curve);
      }
      total += weight * (homeGoals * logLambda - lambda + awayGoals * logMu - mu - at(constants, i) + logTau);
      addSlope(gradient, ofLambda, -weight * slopeLambda);
      addSlope(gradient, ofMu, -weight * slopeMu);
      addCurve(add, ofLambda, -weight * curveLambda);
      addCurve(add, ofMu, -weight * curveMu);
    }
    let energy = leaguePrior ? addLeaguePrior(x, gradient, add, place, leaguePrior) : 0;
    if (!correlated) {
      gradient[place.rho] = 0;
      add(place.rho, place.rho, 1);
    }
    for (const [team, prior] of priors.entries())
      energy += addPrior(x, gradient, add, [team, teams + team], prior);
    return energy - total;
  };
};

const mean = (values: Float64Array): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

const strengthsOf = (x: Float64Array, teams: number): Strengths => {
  const place = layout(teams);
  return {
    attack: x.slice(0, teams),
    defence: x.slice(teams, 2 * teams),
    base: at(x, place.base),
    homeAdvantage: at(x, place.advantage),
    rho: at(x, place.rho),
  };
};

// Without a prior, shifting every attack or defence by a constant that the base takes up changes nothing: both are centred on 0.
const centred = ({ attack, defence, ...rest }: Strengths): Strengths => {
  const [attackMean, defenceMean] = [mean(attack), mean(defence)];
  return {
    ...rest,
    attack: attack.map((value) => value - attackMean),
    defence: defence.map((value) => value - defenceMean),
    base: rest.base + attackMean - defenceMean,
  };
};

const vectorOf = ({ attack, defence, base, homeAdvantage, rho }: Strengths): Float64Array =>
  Float64Array.of(...attack, ...defence, base, homeAdvantage, rho);

/**
 * The mode of the posterior of Dixon and Coles' model (1997), each match by its weight, by Newton's method. Without priors it is
 * the maximum likelihood, and attacks and defences sum to 0; a side that never scored, or never conceded, then has no finite
 * strength.
 */
export const fitStrengths = (matches: readonly WeightedMatch[], options: FitOptions): Fit => {
  const { teams, correlated = true, priors, start } = options;
  const place = layout(teams);
  const origin = new Float64Array(place.length);
  origin[place.base] = 0.2;
  const from = start ? vectorOf(start) : origin;
  // Admitted whatever the rates are.
  from[place.rho] = 0;
  const { x, iterations, converged } = minimise(objectiveOf(matches, { ...options, correlated }), from);
  const likelihood = -objectiveOf(matches, { teams, correlated })(
    x,
    new Float64Array(place.length),
    new Float64Array(place.length ** 2),
  );
  const strengths = strengthsOf(x, teams);
  return {
    ...(priors ? strengths : centred(strengths)),
    logLikelihood: likelihood,
    iterations,
    converged,
  };
};
