import type { Rate } from "#lib/core/exchange.ts";
import { type Currency, decimalsOf } from "#lib/core/money.ts";

/** Minor units of one currency for one minor unit of another, as an exact fraction. */
export type MinorRate = { readonly numerator: bigint; readonly denominator: bigint };

/** A rate between units as one between minor units: 1 KWD is 1,000 fils, 1 JPY is 1 yen. */
export const minorRate = (rate: Rate, from: Currency, to: Currency): MinorRate => ({
  numerator: rate.numerator * 10n ** BigInt(decimalsOf(to)),
  denominator: rate.denominator * 10n ** BigInt(decimalsOf(from)),
});

export type Exchanged = {
  /** What the player gets: rounded down to a minor unit. */
  credited: bigint;
  /** The minor unit of which the player's amount would have been a part: 1, or 0 where nothing was rounded. */
  rounding: bigint;
};

/**
 * What an amount is in another currency, in minor units. The exchange pays `credited` and `rounding` together: the rounding goes to an account of its own, so
 * that no unit is lost or made. Exact, with one division.
 * @param amount minor units, above zero
 */
export const exchanged = (amount: bigint, { numerator, denominator }: MinorRate): Exchanged => {
  const exact = amount * numerator;
  return { credited: exact / denominator, rounding: exact % denominator === 0n ? 0n : 1n };
};
