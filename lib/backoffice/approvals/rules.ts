import type { PolicyRules } from "#lib/sportsbook/betting/schema.ts";

/**
 * What a second person has to approve: changes of this size and above. Amounts are minor units of the base currency (EUR); another
 * currency counts at the rate of the betting policy.
 */
export const FOUR_EYES = {
  /** Money that a manual settlement pays, takes back, or moves from or to the operator. */
  settlement: 1_000_000n,
  /** What a bet that is voided would have returned, or its stake. */
  voidBet: 1_000_000n,
  /** A free bet. */
  freeBet: 10_000n,
  /** A limit of stakes, payouts or liability becomes so many times as high. */
  limitTimes: 5n,
  /** An exchange rate moves by so much, in hundredths of a percent. */
  rateMoveBp: 2_000n,
} as const;

const EXCHANGE_UNIT = 10_000n;

/** An amount of minor units in the base currency. A currency that the policy does not know counts one to one. */
export const inBase = (amount: bigint, currency: string, rules: PolicyRules): bigint =>
  (amount * (rules.currencies[currency]?.exchange ?? EXCHANGE_UNIT)) / EXCHANGE_UNIT;

const risen = (before: bigint | undefined, after: bigint): boolean =>
  before === undefined || after >= before * FOUR_EYES.limitTimes;

/** Whether a policy raises a limit so far that a second person has to look at it. What was not limited by itself has the default. */
export const raisesLimits = (before: PolicyRules, after: PolicyRules): boolean => {
  if (risen(before.liabilityMaxDefault, after.liabilityMaxDefault)) return true;
  if (risen(before.combinationPayoutMax, after.combinationPayoutMax)) return true;
  const liability = Object.entries(after.liabilityMax).some(([code, limit]) =>
    risen(before.liabilityMax[code] ?? before.liabilityMaxDefault, limit),
  );
  const stakes = Object.entries(after.currencies).some(([code, limits]) => {
    const known = before.currencies[code];
    return known && (risen(known.stakeMax, limits.stakeMax) || risen(known.payoutMax, limits.payoutMax));
  });
  return liability || stakes;
};

/** Whether a rate differs from the one before by so much that it may be a slip of the pen. Both as exact fractions. */
export const jumps = (
  before: { numerator: bigint; denominator: bigint },
  after: { numerator: bigint; denominator: bigint },
): boolean => {
  const [was, is] = [before.numerator * after.denominator, after.numerator * before.denominator];
  const moved = is > was ? is - was : was - is;
  return moved * 10_000n >= was * FOUR_EYES.rateMoveBp;
};
