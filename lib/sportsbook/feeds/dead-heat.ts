import type { Fraction } from "#lib/sportsbook/markets/schema.ts";

const EXACT_TIED_MAX = 10;
const TIED_MAX = 100;

/** The first decimals of `places / tied`, rounded and truncated. */
const decimals = (numerator: bigint, denominator: bigint, digits: number): [bigint, bigint] => {
  const scaled = numerator * 10n ** BigInt(digits);
  return [(2n * scaled + denominator) / (2n * denominator), scaled / denominator];
};

/**
 * The fraction that a feed's decimal stands for: 0.33, 0.3333 and 0.33333333 mean a third, which is how a dead heat
 * of three is written. A decimal that is exactly k/n for n up to ten is used as it is; otherwise the smallest number
 * of tied competitors whose share is written this way, rounded or truncated; if there is none, the decimal itself.
 * @param text "1/3", or a decimal above 0 and at most 1
 */
export const deadHeatFraction = (text: string): Fraction | null => {
  const [, places, tied] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  if (places && tied) {
    const fraction = { numerator: Number(places), denominator: Number(tied) };
    return fraction.numerator > 0 && fraction.numerator <= fraction.denominator ? fraction : null;
  }
  const [, whole, part = ""] = /^([01])(?:\.(\d{1,8}))?$/.exec(text) ?? [];
  if (!whole) return null;
  const scale = 10n ** BigInt(part.length);
  const value = BigInt(whole + part);
  if (value <= 0n || value > scale) return null;
  for (let denominator = 1n; denominator <= EXACT_TIED_MAX; denominator += 1n)
    if ((value * denominator) % scale === 0n)
      return { numerator: Number((value * denominator) / scale), denominator: Number(denominator) };
  for (let denominator = 2n; denominator <= TIED_MAX; denominator += 1n)
    for (let numerator = 1n; numerator < denominator; numerator += 1n)
      if (decimals(numerator, denominator, part.length).includes(value))
        return { numerator: Number(numerator), denominator: Number(denominator) };
  return { numerator: Number(value), denominator: Number(scale) };
};
