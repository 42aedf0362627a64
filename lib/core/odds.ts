import { type Money, money } from "./money.ts";

/** Decimal odds ×10⁻⁴ as an integer: a price of 2.25 is 22_500n. Stake is part of the return. */
export type Odds = bigint;

export const ODDS_SCALE = 10_000n;

/** The lowest and highest price we offer or accept on one leg. */
export const ODDS_MIN: Odds = 10_100n;
export const ODDS_MAX: Odds = 10_000_000n;

/** Decimal text with two decimals, three where the third is needed: 22_500n is "2.25". */
export const oddsText = (odds: Odds): string => {
  const digits = odds.toString().padStart(5, "0");
  const fraction = digits.slice(-4).replace(/0{1,2}$/, "");
  return `${digits.slice(0, -4)}.${fraction}`;
};

/** From a model's float, at pricing's edge: cut down to the scale, so that rounding never favours the player by accident. */
export const oddsFromFloat = (price: number): Odds => BigInt(Math.floor(price * 10_000 + 1e-6));

export const oddsToFloat = (odds: Odds): number => Number(odds) / 10_000;

/**
 * What one line pays, stake included: stake × Π legs, combined exactly and rounded down once to the minor unit.
 * @param legs decimal odds of every leg
 */
export const lineReturn = (stake: Money, legs: readonly Odds[]): Money => {
  const product = legs.reduce((all, odds) => all * odds, stake.minor);
  return money(stake.currency, product / ODDS_SCALE ** BigInt(legs.length));
};

/** The combined price of a line for display, rounded down to the odds scale. Money is never computed from it. */
export const combinedOdds = (legs: readonly Odds[]): Odds =>
  legs.length === 0
    ? ODDS_SCALE
    : legs.reduce((all, odds) => all * odds, 1n) / ODDS_SCALE ** BigInt(legs.length - 1);
