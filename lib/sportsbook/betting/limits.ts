import { maxBigint, minBigint } from "#lib/core/money.ts";
import { aboveLimits, type LimitUse, type STAKE_LIMITS } from "#lib/players/schema.ts";
import type { BookFacts } from "./decide.ts";
import { exposuresOf, fromBase, inBase, type LineTerms, liabilityExceeded, linePayouts } from "./exposure.ts";
import { AMOUNT_MAX, BASE_AMOUNT_MAX, type BettingPolicy, type CurrencyLimits } from "./policy.ts";
import type { BetRefusal } from "./schema.ts";

/** What the player has already staked on a leg's outcome, market and event, in minor units of the player's currency. */
export type PlayerStake = { outcome: bigint; market: bigint; event: bigint };

/** A limit that the player has set on stakes or losses. */
export type BetLimitUse = LimitUse<(typeof STAKE_LIMITS)[number]>;

/**
 * What the stake of a slip is checked against. Amounts are minor units of the player's currency unless stated
 * otherwise.
 */
export type StakeFacts = {
  available: bigint;
  /** The most that this player may stake on one outcome, by one bet or by several. */
  stakeMax: bigint;
  /** The same on the outcome of each leg whose market has a lower limit; null where it has none. */
  legStakeMax?: readonly (bigint | null)[];
  limits: CurrencyLimits;
  policy: BettingPolicy;
  books: readonly BookFacts[];
  lines: readonly LineTerms[];
  /** One a leg. */
  playerStakes: readonly PlayerStake[];
  /** What all open bets on the same combination would pay, in minor units of the base currency. */
  combinationPayout: bigint;
  /** The limits on stakes and losses that the player has set, with what counts towards them, this bet not included. */
  ownLimits: readonly BetLimitUse[];
  /** A trader decides about what exceeds the operator's limits, except for the maximum payout. */
  waived?: boolean;
  /** What the player may stake on this bet at boosted odds. */
  boostRoom?: bigint;
  /** What a bet is worth whose place this one takes: included in what is available, and no new money to the player's own limits. */
  value?: bigint;
};

/** The most that a player may have staked on an outcome, its market and its event. */
export const playerStakeMax = (stakeMax: bigint, { rules }: BettingPolicy): PlayerStake => ({
  outcome: stakeMax,
  market: stakeMax * BigInt(rules.marketStakeTimes),
  event: stakeMax * BigInt(rules.eventStakeTimes),
});

/** A player's largest stake by the policy, and on the legs whose markets traders have limited further. */
export const stakeLimits = (
  books: readonly BookFacts[],
  { stakeMax, exchange }: CurrencyLimits,
  stakeFactorBp: number,
): Pick<StakeFacts, "stakeMax" | "legStakeMax"> => {
  const forPlayer = (amount: bigint): bigint => (amount * BigInt(stakeFactorBp)) / 10_000n;
  return {
    stakeMax: forPlayer(stakeMax),
    legStakeMax: books.map((book) =>
      book.stakeMax === undefined ? null : forPlayer(minBigint(stakeMax, fromBase(book.stakeMax, exchange))),
    ),
  };
};

/** What the player may have staked on the outcome, market and event of a leg. */
export const legMaxOf = (leg: number, { stakeMax, legStakeMax, policy }: StakeFacts): PlayerStake => ({
  ...playerStakeMax(legStakeMax?.[leg] ?? stakeMax, policy),
  event: playerStakeMax(stakeMax, policy).event,
});

const SCOPES = ["outcome", "market", "event"] as const;

/** The limit that a stake exceeds, as a refusal without the largest acceptable stake of a line. */
type Exceeded = (maximumStake: bigint) => BetRefusal;

const exceededBy = (lineStake: bigint, facts: StakeFacts): Exceeded | null => {
  const { limits, policy, books, lines, playerStakes, combinationPayout } = facts;
  const stakeMax = books.reduce(
    (least, _, leg) => minBigint(least, legMaxOf(leg, facts).outcome),
    facts.stakeMax,
  );
  const stake = lineStake * BigInt(lines.length);
  const added = stake - (facts.value ?? 0n);
  const reached = facts.value === undefined || added > 0n ? aboveLimits(added, facts.ownLimits) : null;
  if (reached) return (maximumStake) => ({ ...reached, maximumStake });
  if (facts.boostRoom !== undefined && stake > facts.boostRoom) {
    const { marketId = "", outcomeKey = "" } = books[0] ?? {};
    return (maximumStake) => ({ code: "boost_limit", marketId, outcomeKey, maximumStake });
  }
  if (!facts.waived && stake > stakeMax) return (maximum) => ({ code: "stake_above_limit", maximum });

  for (const [index, { marketId, outcomeKey }] of books.entries()) {
    const staked = playerStakes[index];
    const playerMax = legMaxOf(index, facts);
    const scope = !facts.waived && staked && SCOPES.find((each) => staked[each] + stake > playerMax[each]);
    if (scope) {
      return (maximumStake) => ({
        code: "player_limit",
        scope,
        marketId,
        outcomeKey,
        staked: staked[scope],
        maximumStake,
      });
    }
  }

  const payout = linePayouts(lineStake, lines).reduce((sum, each) => sum + each, 0n);
  const basePayout = inBase(payout, limits.exchange);
  // A policy older than the checks of its bounds may allow more than can be stored.
  const payoutMax = books.reduce(
    (least, book) =>
      book.payoutMax === undefined ? least : minBigint(least, fromBase(book.payoutMax, limits.exchange)),
    minBigint(limits.payoutMax, AMOUNT_MAX),
  );
  if (payout > payoutMax || basePayout > BASE_AMOUNT_MAX) {
    return (maximumStake) => ({ code: "payout_above_limit", maximum: payoutMax, maximumStake });
  }

  if (facts.waived) return null;
  const liability = liabilityExceeded(books, exposuresOf(lines, lineStake, limits.exchange), policy);
  if (liability) {
    const { marketId, outcomeKey } = liability.book;
    return (maximumStake) => ({ code: "risk_limit", marketId, outcomeKey, maximumStake });
  }

  if (books.length > 1 && combinationPayout + basePayout > policy.rules.combinationPayoutMax) {
    return (maximumStake) => ({ code: "combination_limit", maximumStake });
  }
  return null;
};

/** A stake that fits while the next larger one does not. @param fits true at `low`, false at `high` */
const largest = (low: bigint, high: bigint, fits: (stake: bigint) => boolean): bigint => {
  let [accepted, refused] = [low, high];
  while (refused - accepted > 1n) {
    const middle = (accepted + refused) / 2n;
    if (fits(middle)) accepted = middle;
    else refused = middle;
  }
  return accepted;
};

/**
 * Why the stake of a line is refused, or null. The maximum in a refusal is the tightest of all limits: on the same
 * snapshot it is accepted, and one minor unit more is not. It is 0 if not even the minimum stake fits: then no stake
 * is offered. If the balance is lower than that maximum, the refusal names the balance instead. Limits apply to all
 * lines together.
 */
export const checkStake = (stake: bigint, facts: StakeFacts): BetRefusal | null => {
  const count = BigInt(facts.lines.length);
  const minimum = maxBigint((facts.limits.stakeMin + count - 1n) / count, 1n);
  const exceededAtMinimum = exceededBy(minimum, facts);
  if (exceededAtMinimum) return exceededAtMinimum(0n);
  if (stake < minimum) return { code: "stake_below_minimum", minimum };

  const fits = (amount: bigint): boolean => exceededBy(amount, facts) === null;
  const maximum = fits(stake) ? stake : largest(minimum, stake, fits);
  if (facts.available < maximum * count) return { code: "insufficient_funds", available: facts.available };
  return maximum < stake ? (exceededBy(maximum + 1n, facts)?.(maximum) ?? null) : null;
};
