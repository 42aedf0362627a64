import { CURRENCIES, type CurrencyRow } from "./currencies.ts";

export type Currency = keyof typeof CURRENCIES;

export const CURRENCY_CODES = Object.keys(CURRENCIES) as [Currency, ...Currency[]];

export const currencyRow = (currency: Currency): CurrencyRow => CURRENCIES[currency];

/** An amount of money in minor units (cents for EUR). May be negative: a debit, a loss. */
export type Money = { readonly currency: Currency; readonly minor: bigint };

export const isCurrency = (code: string): code is Currency => Object.hasOwn(CURRENCIES, code);

export const money = (currency: Currency, minor: bigint): Money => ({ currency, minor });

export const decimalsOf = (currency: Currency): number => CURRENCIES[currency].decimals;

/**
 * Reads a player's plain decimal text ("12", "12.5", "0,30") as minor units, exactly; fifteen whole digits at most.
 * Returns null for anything else: signs, exponents, grouping, more decimals than the currency has.
 */
export const parseMinor = (text: string, currency: Currency): bigint | null => {
  const match = /^(\d{1,15})(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) return null;
  const decimals = decimalsOf(currency);
  const fraction = match[2] ?? "";
  if (fraction.length > decimals) return null;
  return BigInt(`${match[1]}${fraction.padEnd(decimals, "0")}`);
};

/** `parseMinor` of text that was written as an amount of this currency, such as its row. */
export const minorOf = (text: string, currency: Currency): bigint => {
  const minor = parseMinor(text, currency);
  if (minor === null) throw new Error(`"${text}" is no amount of ${currency}`);
  return minor;
};

/** A usual stake, for texts that show how an amount is written. */
export const exampleStake = (currency: Currency): bigint =>
  minorOf(currencyRow(currency).quickStakes[1], currency);

/** Plain decimal text without grouping or symbol: 1250n EUR is "12.50". `parseMinor` reads it back. */
export const toDecimalText = ({ currency, minor }: Money): string => {
  const decimals = decimalsOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const sign = minor < 0n ? "-" : "";
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

/** `toDecimalText` without decimals where they are all zeros: 1200n EUR is "12". What a field is filled with. */
export const shortDecimalText = (amount: Money): string => toDecimalText(amount).replace(/\.0+$/, "");

export const minBigint = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const maxBigint = (a: bigint, b: bigint): bigint => (a > b ? a : b);
