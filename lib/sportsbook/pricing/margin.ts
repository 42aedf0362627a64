import { at, solveMonotone, sum } from "./numeric.ts";

export const MARGIN_METHODS = ["multiplicative", "additive", "power", "shin"] as const;

/**
 * How a margin is spread over the outcomes: in proportion, in equal shares, by a common exponent, or as Shin's share of
 * bettors who know the result (Shin 1992, 1993; the closed form is Jullien and Salanié's, 1994).
 */
export type MarginMethod = (typeof MARGIN_METHODS)[number];

export type FairProbabilities = {
  /** Sum to 1, in the order of the odds. */
  probabilities: number[];
  /** Shin's z, the share of informed money; null for the other methods. */
  z: number | null;
};

const normalised = (values: readonly number[]): number[] => {
  const total = sum(values);
  return values.map((value) => value / total);
};

const shinSum = (inverse: readonly number[], book: number, z: number): number => {
  let total = 0;
  for (const pi of inverse) total += Math.sqrt(z * z + (4 * (1 - z) * pi * pi) / book);
  return (total - inverse.length * z) / (2 * (1 - z));
};

const removeShin = (inverse: readonly number[]): FairProbabilities => {
  const book = sum(inverse);
  if (book <= 1) return { probabilities: normalised(inverse), z: 0 };
  let [low, high] = [0, 1 - 1e-9];
  for (let step = 0; step < 200 && high - low > 1e-16; step += 1) {
    const z = (low + high) / 2;
    if (shinSum(inverse, book, z) > 1) low = z;
    else high = z;
  }
  const z = (low + high) / 2;
  const probabilities = inverse.map(
    (pi) => (Math.sqrt(z * z + (4 * (1 - z) * pi * pi) / book) - z) / (2 * (1 - z)),
  );
  return { probabilities: normalised(probabilities), z };
};

const powerSum = (values: readonly number[], exponent: number): [number, number] => {
  let [total, slope] = [0, 0];
  for (const value of values) {
    if (value <= 0) continue;
    const term = value ** exponent;
    total += term;
    slope += term * Math.log(value);
  }
  return [total, slope];
};

const powerExponent = (values: readonly number[], target: number, low: number, high: number): number =>
  solveMonotone(
    (exponent) => {
      const [total, slope] = powerSum(values, exponent);
      return [total - target, slope];
    },
    low,
    high,
    1,
  );

/**
 * The probabilities behind a complete set of decimal prices that exclude each other.
 * A longshot whose additive share would fall below zero gets probability 0 and the rest is rescaled.
 */
export const removeMargin = (odds: readonly number[], method: MarginMethod): FairProbabilities => {
  if (odds.length < 2 || odds.some((price) => !(price > 1))) {
    throw new RangeError("removing a margin takes two or more decimal prices above 1");
  }
  const inverse = odds.map((price) => 1 / price);
  const book = sum(inverse);
  switch (method) {
    case "multiplicative":
      return { probabilities: normalised(inverse), z: null };
    case "additive": {
      const share = (book - 1) / inverse.length;
      return { probabilities: normalised(inverse.map((pi) => Math.max(0, pi - share))), z: null };
    }
    case "power": {
      const exponent = powerExponent(inverse, 1, 0, 1000);
      return { probabilities: normalised(inverse.map((pi) => pi ** exponent)), z: null };
    }
    case "shin":
      return removeShin(inverse);
  }
};

const shinShare = (p: number, z: number): number => Math.sqrt(Math.max(0, z * p + (1 - z) * p * p));

const applyShin = (fair: readonly number[], target: number): number[] => {
  const book = (z: number): number => fair.reduce((total, p) => total + shinShare(p, z), 0) ** 2;
  if (book(1) <= target) return fair.map((p) => p * target);
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const z = (low + high) / 2;
    if (book(z) < target) low = z;
    else high = z;
  }
  const z = (low + high) / 2;
  return fair.map((p) => Math.sqrt(target) * shinShare(p, z));
};

const spread = (fair: readonly number[], method: MarginMethod, overround: number): number[] => {
  const total = sum(fair);
  const target = total * overround;
  switch (method) {
    case "multiplicative":
      return fair.map((p) => p * overround);
    case "additive":
      return fair.map((p) => p + (target - total) / fair.length);
    case "power": {
      const possible = fair.filter((p) => p > 0);
      if (possible.length <= target) return fair.map((p) => p * overround);
      const exponent = powerExponent(possible, target, 0, 1);
      return fair.map((p) => (p > 0 ? p ** exponent : 0));
    }
    case "shin":
      return applyShin(normalised(fair), overround).map((pi) => pi * total);
  }
};

/** An outcome carries at most so many times the margin that it would carry in proportion. */
const SHARE_MAX = 5;

/**
 * Inverse prices (1/odds) with the margin in: they sum to `overround` times what the fair probabilities sum to, which is 1,
 * or 2 for double chance, whose outcomes overlap in pairs. An inverse price of 1 or more cannot be offered.
 * Where so lopsided a market cannot carry the overround by the method (Shin's z would pass 1), it is spread in proportion.
 *
 * Every price is at least fair / (1 + 5 × (overround − 1)), four fifths of fair at 1.05: all methods but the first lay the more on an
 * outsider the shorter the favourite is, and a favourite near the lowest price leaves it all of the margin. What an outsider is spared
 * is laid on no other outcome, so the overround falls towards 1 as a favourite nears the lowest price.
 */
export const applyMargin = (fair: readonly number[], method: MarginMethod, overround: number): number[] => {
  if (!(overround >= 1)) throw new RangeError("an overround is 1 or more");
  if (overround === 1) return [...fair];
  const carriedMax = 1 + SHARE_MAX * (overround - 1);
  return spread(fair, method, overround).map((inverse, i) => Math.min(inverse, at(fair, i) * carriedMax));
};

/** The book's margin over the given decimal prices: 1.05 is five per cent over fair. */
export const overroundOf = (odds: readonly number[]): number =>
  odds.reduce((total, price) => total + 1 / price, 0);
