import { ODDS_SCALE, type Odds } from "#lib/core/odds.ts";
import type { Selection } from "./builder/selections.ts";
import type { BookFacts } from "./decide.ts";
import type { Line } from "./lines.ts";
import { type BettingPolicy, liabilityMaxOf } from "./policy.ts";

/** What a bet adds to one outcome, in minor units of the base currency. */
export type Exposure = { stake: bigint; payout: bigint };

const PROBABILITY_SCALE = 1_000_000;

/** An amount of a player's currency in minor units of the base currency, rounded down. @param exchange ×10⁻⁴ */
export const inBase = (amount: bigint, exchange: bigint): bigint => (amount * exchange) / ODDS_SCALE;

/** An amount of the base currency in minor units of a player's, rounded down. @param exchange ×10⁻⁴ */
export const fromBase = (amount: bigint, exchange: bigint): bigint => (amount * ODDS_SCALE) / exchange;

/** The factors of a line that do not depend on its stake, computed once per decision. */
export type LineTerms = {
  legs: Line;
  /** Its combined odds are product / scale, exactly. */
  product: bigint;
  scale: bigint;
  /**
   * For each of its legs the probability that all others win, ×10⁻⁶: the share of the return that depends on this leg
   * alone.
   */
  others: readonly bigint[];
};

/** What counts as one when lines are priced: a leg, or the legs of a builder with their joint probability. */
export type PricedSelection = Selection & { probability: number };

export const lineTerms = (
  books: readonly BookFacts[],
  odds: readonly Odds[],
  lines: readonly Line[],
  selections: readonly PricedSelection[],
): LineTerms[] => {
  const of = new Map(selections.flatMap((each) => each.legs.map((leg) => [leg, each] as const)));
  const probabilityOf = (leg: number): number => books[leg]?.probability ?? 1;
  /** That the rest of the leg's own selection and all others of the line win, once it has won. */
  const othersOf = (legs: Line, leg: number): number => {
    const own = of.get(leg);
    const rest = own && own.builder !== null ? Math.min(1, own.probability / probabilityOf(leg)) : 1;
    const others = new Set(legs.flatMap((other) => of.get(other) ?? []));
    return [...others].reduce((all, each) => (each === own ? all : all * each.probability), rest);
  };
  return lines.map((legs) => ({
    legs,
    product: legs.reduce((all, leg) => all * (odds[leg] as Odds), 1n),
    scale: ODDS_SCALE ** BigInt(legs.length),
    others: legs.map((leg) => BigInt(Math.round(othersOf(legs, leg) * PROBABILITY_SCALE))),
  }));
};

/** What each line pays if all its legs win, rounded down per line. @param stake of one line */
export const linePayouts = (stake: bigint, terms: readonly LineTerms[]): bigint[] =>
  terms.map(({ product, scale }) => (stake * product) / scale);

/** Divisible by every number of legs that a line may have. */
const SHARES = 232_792_560n;

/**
 * How a bet adds to the exposure of its outcomes. A line adds to each of its legs an equal share of its stake, and
 * the return that is expected once this leg has won: a single adds its whole stake and return.
 * @param stake of one line
 */
export const exposuresOf = (terms: readonly LineTerms[], stake: bigint, exchange: bigint): Exposure[] => {
  const shares: bigint[] = [];
  const payouts: bigint[] = [];
  for (const [index, payout] of linePayouts(stake, terms).entries()) {
    const { legs, others } = terms[index] as LineTerms;
    const share = SHARES / BigInt(legs.length);
    const basePayout = inBase(payout, exchange);
    for (const [at, leg] of legs.entries()) {
      shares[leg] = (shares[leg] ?? 0n) + share;
      payouts[leg] = (payouts[leg] ?? 0n) + (basePayout * (others[at] as bigint)) / BigInt(PROBABILITY_SCALE);
    }
  }
  const count = BigInt(terms.length);
  const baseStake = inBase(stake * count, exchange);
  const stakes = shares.map((share) => (baseStake * share) / (SHARES * count));
  const rest = baseStake - stakes.reduce((sum, each) => sum + each, 0n);
  return payouts.map((payout, leg) => ({ stake: (stakes[leg] ?? 0n) + (leg === 0 ? rest : 0n), payout }));
};

/**
 * The first outcome whose liability would exceed its limit, with the rest of the limit and what the bet adds; or
 * null.
 */
export const liabilityExceeded = (
  books: readonly BookFacts[],
  exposures: readonly Exposure[],
  { rules }: BettingPolicy,
): { book: BookFacts; room: bigint; added: bigint } | null => {
  for (const [index, book] of books.entries()) {
    const exposure = exposures[index] as Exposure;
    const limit = liabilityMaxOf(rules, book);
    const liability = book.outcomePayout - book.marketStake;
    const added = exposure.payout - exposure.stake;
    if (added > 0n && liability + added > limit) {
      return { book, room: limit > liability ? limit - liability : 0n, added };
    }
  }
  return null;
};
