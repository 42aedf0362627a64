import { type Currency, minBigint, money, parseMinor } from "#lib/core/money.ts";
import { combinedOdds, lineReturn, ODDS_SCALE } from "#lib/core/odds.ts";
import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";
import { eventIdOfMarket } from "#lib/sportsbook/markets/market-ids.ts";
import type { Slip, SlipBet, SlipLegChoice } from "./store.ts";

/** The bets of a slip: one a leg, or all legs as one. */
export const betsOf = (
  { legs, mode, stake }: Pick<Slip, "legs" | "mode" | "stake">,
  oddsChoice: OddsChoice,
): SlipBet[] =>
  mode === "accumulator" && legs.length > 1
    ? [{ legs, stake, oddsChoice }]
    : legs.map((leg) => ({ legs: [leg], stake, oddsChoice }));

/** Identifies a bet by its contents, so that a retry is recognised. */
export const nameOfBet = ({ legs, stake, oddsChoice }: SlipBet): string =>
  JSON.stringify([
    oddsChoice,
    stake,
    legs.map(({ marketId, outcomeKey, odds }) => [marketId, outcomeKey, odds]),
  ]);

/** The inverse: the bet that a key identifies. */
export const betOfName = (name: string): SlipBet => {
  const [oddsChoice, stake, legs] = JSON.parse(name) as [OddsChoice, string, string[][]];
  return {
    oddsChoice,
    stake,
    legs: legs.map(([marketId = "", outcomeKey = "", odds = ""]) => ({ marketId, outcomeKey, odds })),
  };
};

export type Figures = {
  odds: bigint;
  totalStake: bigint;
  /** No more a bet than the payout limit. */
  potentialReturn: bigint;
  /** The largest stake of a bet within the payout limit, where a bet is over it. */
  maximumStake: bigint | null;
};

/** The largest stake that returns no more than this with these legs: one minor unit more returns more. */
const stakeWithin = (payoutMax: bigint, odds: readonly bigint[]): bigint => {
  const product = odds.reduce((all, each) => all * each, 1n);
  return ((payoutMax + 1n) * ODDS_SCALE ** BigInt(odds.length) - 1n) / product;
};

/**
 * The cost and potential return of the slip, in minor units, at the odds on screen. Null without a valid stake.
 * @param payoutMax the maximum payout of one bet
 */
export const figuresOf = (
  bets: readonly SlipBet[],
  currency: Currency,
  payoutMax: bigint | null = null,
): Figures | null => {
  let totalStake = 0n;
  let potentialReturn = 0n;
  let maximumStake: bigint | null = null;
  for (const { legs, stake } of bets) {
    const minor = parseMinor(stake, currency);
    if (minor === null || minor === 0n) return null;
    totalStake += minor;
    const odds = legs.map((leg) => BigInt(leg.odds));
    const pays = lineReturn(money(currency, minor), odds).minor;
    if (payoutMax !== null && pays > payoutMax) {
      const within = stakeWithin(payoutMax, odds);
      maximumStake = maximumStake === null ? within : minBigint(maximumStake, within);
    }
    potentialReturn += payoutMax === null ? pays : minBigint(pays, payoutMax);
  }
  const legs = bets.length === 1 ? (bets[0]?.legs ?? []) : [];
  return {
    odds: combinedOdds(legs.map(({ odds }) => BigInt(odds))),
    totalStake,
    potentialReturn,
    maximumStake,
  };
};

/** Events with more than one leg in an accumulator: such legs depend on each other. */
export const sharedEvents = (legs: readonly SlipLegChoice[]): Set<string> => {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { marketId } of legs) {
    const eventId = eventIdOfMarket(marketId);
    if (seen.has(eventId)) shared.add(eventId);
    seen.add(eventId);
  }
  return shared;
};
