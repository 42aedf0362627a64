import { type Currency, decimalsOf, type Money, money } from "./money.ts";

/** Units of one currency for one unit of another, as an exact fraction. Both parts are above zero. */
export type Rate = { readonly numerator: bigint; readonly denominator: bigint };

/** Decimal text above zero, such as "169.43", exactly; null for anything else. */
export const rateOf = (text: string): Rate | null => {
  const match = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
  if (!match) return null;
  const fraction = match[2] ?? "";
  const numerator = BigInt(`${match[1]}${fraction}`);
  return numerator > 0n ? { numerator, denominator: 10n ** BigInt(fraction.length) } : null;
};

export const inverse = ({ numerator, denominator }: Rate): Rate => ({
  numerator: denominator,
  denominator: numerator,
});

/** From A to C over B, from the rates A to B and B to C. */
export const chained = (first: Rate, second: Rate): Rate => ({
  numerator: first.numerator * second.numerator,
  denominator: first.denominator * second.denominator,
});

/** Towards zero, away from zero, or to the nearest, halves to the even neighbour. */
export type Rounding = "down" | "up" | "half_even";

const ROUND: Record<Rounding, (quotient: bigint, remainder: bigint, divisor: bigint) => bigint> = {
  down: (quotient) => quotient,
  up: (quotient, remainder) => (remainder > 0n ? quotient + 1n : quotient),
  half_even: (quotient, remainder, divisor) => {
    const twice = 2n * remainder;
    return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
  },
};

/** The amount in another currency, computed exactly and rounded once to its minor unit. @param rate units of `to` for one unit of the amount's currency */
export const convert = (amount: Money, to: Currency, rate: Rate, rounding: Rounding): Money => {
  const sign = amount.minor < 0n ? -1n : 1n;
  const dividend = sign * amount.minor * rate.numerator * 10n ** BigInt(decimalsOf(to));
  const divisor = rate.denominator * 10n ** BigInt(decimalsOf(amount.currency));
  return money(to, sign * ROUND[rounding](dividend / divisor, dividend % divisor, divisor));
};
