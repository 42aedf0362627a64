import { minBigint } from "#lib/core/money.ts";
import { exposuresOf, liabilityExceeded, linePayouts } from "./exposure.ts";
import type { StakeFacts } from "./limits.ts";
import type { BetRefusal } from "./schema.ts";

/**
 * The limits of decisions recorded before version 3 of the rules: one bet at a time, each limit with its own maximum.
 * Only for replaying those decisions, which all have one line.
 */
export const checkStakeBeforeRules3 = (stake: bigint, facts: StakeFacts): BetRefusal | null => {
  const { available, stakeMax, limits, policy, books, lines } = facts;
  const potentialReturn = linePayouts(stake, lines)[0] ?? 0n;
  if (stake < limits.stakeMin) return { code: "stake_below_minimum", minimum: limits.stakeMin };
  if (stake > stakeMax) return { code: "stake_above_limit", maximum: stakeMax };
  if (potentialReturn > limits.payoutMax) {
    return {
      code: "payout_above_limit",
      maximum: limits.payoutMax,
      maximumStake: minBigint(stakeMax, (stake * limits.payoutMax) / potentialReturn),
    };
  }
  if (available < stake) return { code: "insufficient_funds", available };
  const exceeded = liabilityExceeded(books, exposuresOf(lines, stake, limits.exchange), policy);
  if (!exceeded) return null;
  const { book, room, added } = exceeded;
  return {
    code: "risk_limit",
    marketId: book.marketId,
    outcomeKey: book.outcomeKey,
    maximumStake: (stake * room) / added,
  };
};
