import { ODDS_SCALE } from "#lib/core/odds.ts";
import type { BookFacts } from "./decide.ts";
import { type BettingPolicy, liabilityMaxOf } from "./policy.ts";

/** What a bet adds to one outcome, in minor units of the base currency. */
export type Exposure = { stake: bigint; payout: bigint };

const PROBABILITY_SCALE = 1_000_000;

/** An amount of a player's currency in minor units of the base currency, rounded down. @param exchange ×10⁻⁴ */
export const inBase = (amount: bigint, exchange: bigint): bigint => (amount * exchange) / ODDS_SCALE;

/** The probability that all legs but this one win, ×10⁻⁶: what part of the return rests on this leg alone. */
const othersProbability = (books: readonly BookFacts[], index: number): bigint =>
  BigInt(
    Math.round(
      books.reduce((all, book, i) => (i === index ? all : all * (book.probability ?? 1)), 1) *
        PROBABILITY_SCALE,
    ),
  );

/**
 * How a bet weighs on each of its outcomes: a single with its whole stake and return; a leg of an accumulator with its
 * share of the stake and the return that is expected once this leg has won.
 */
export const exposuresOf = (
  books: readonly BookFacts[],
  stake: bigint,
  payout: bigint,
  exchange: bigint,
): Exposure[] => {
  const count = BigInt(books.length);
  const baseStake = inBase(stake, exchange);
  const basePayout = inBase(payout, exchange);
  return books.map((_, index) => ({
    stake: index === 0 ? baseStake - (baseStake / count) * (count - 1n) : baseStake / count,
    payout: (basePayout * othersProbability(books, index)) / BigInt(PROBABILITY_SCALE),
  }));
};

/** The first outcome whose liability would exceed its limit, with what is left of the limit and what the bet adds; or null. */
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
