import { type Currency, currencyRow, decimalsOf } from "./money.ts";
import { accept, type Result, refuse } from "./result.ts";

/** Why a text is not read as an amount. The page words it. */
export type AmountFault = "empty" | "negative" | "currency" | "decimals" | "too_large" | "malformed";

export type DecimalSeparator = "." | ",";

const WHOLE_DIGITS_MAX = 15;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/** Full-width forms as plain ones, without invisible marks, every kind of space as one. */
const tidied = (text: string): string =>
  text
    .replace(FULL_WIDTH, (form) => String.fromCharCode(form.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replaceAll("\uffe5", "¥")
    .replaceAll("\uffe1", "£")
    .replace(/\p{Cf}/gu, "")
    .replace(/\s/g, " ")
    .trim();

const isNegative = (text: string): boolean => /^(\p{Pd}|\u2212|\()|(\p{Pd}|\u2212)$/u.test(text);

const withoutSymbol = (text: string, symbols: readonly string[]): string => {
  const lower = text.toLowerCase();
  for (const symbol of symbols.map((each) => each.toLowerCase())) {
    if (lower.startsWith(symbol)) return text.slice(symbol.length).trim();
    if (lower.endsWith(symbol)) return text.slice(0, -symbol.length).trim();
  }
  return text;
};

const GROUP = 3;

/** Whether its only separator is read as one between thousands: it is not the decimal separator of the locale, and three digits follow. */
const groups = (text: string, separator: DecimalSeparator): boolean =>
  /^[1-9]\d{0,2}[.,]\d{3}$/.test(text) && !text.includes(separator);

/** The two sides of the decimal separator, each as written; null where the separators make no number. */
const split = (text: string, separator: DecimalSeparator): { whole: string; fraction: string } | null => {
  const found = text.match(/[.,]/g) ?? [];
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  const parts = { whole: text.slice(0, last), fraction: text.slice(last + 1) };
  if (found.length === 0) return { whole: text, fraction: "" };
  if (new Set(found).size === 2)
    return found.filter((each) => each === found.at(-1)).length === 1 ? parts : null;
  if (found.length > 1) return { whole: text, fraction: "" };
  // "1,234" is a thousand where the comma groups, and has three decimals where it does not.
  return groups(text, separator) ? { whole: text, fraction: "" } : parts;
};

/** Digits of a whole number, plain or in groups of three by one separator; null for anything else. */
const wholeDigits = (text: string): string | null =>
  /^\d*$/.test(text) || /^[1-9]\d{0,2}([.,' \u2019])\d{3}(?:\1\d{3})*$/.test(text)
    ? text.replace(/\D/g, "")
    : null;

/**
 * Reads a number as people write or paste it, exactly, in units of ×10^-decimals. Never another number than the one that
 * is written: what can be read in two ways, or has more decimals, is refused.
 * @param separator the decimal separator of the writer's locale; the other one still counts where it cannot group
 */
export const readDecimal = (
  text: string,
  {
    decimals,
    separator = ".",
    symbols = [],
  }: { decimals: number; separator?: DecimalSeparator; symbols?: readonly string[] },
): Result<bigint, AmountFault> => {
  const written = tidied(text);
  const figures = withoutSymbol(written, symbols);
  if (figures === "") return refuse("empty");
  if (isNegative(written) || isNegative(figures)) return refuse("negative");
  if (/^\p{Sc}|\p{Sc}$|^[a-z]{3}\b|\b[a-z]{3}$/iu.test(figures)) return refuse("currency");
  const parts = split(figures, separator);
  const whole = parts && wholeDigits(parts.whole);
  if (!parts || whole === null || !/^\d*$/.test(parts.fraction)) return refuse("malformed");
  if (whole === "" && parts.fraction === "") return refuse("malformed");
  if (parts.fraction.length > decimals) return refuse("decimals");
  if (whole.length > WHOLE_DIGITS_MAX) return refuse("too_large");
  return accept(BigInt(`${whole}${parts.fraction.padEnd(decimals, "0")}`));
};

/**
 * Reads an amount of money as people write or paste it, in minor units: `readDecimal` with the currency's symbols and decimals. Where a
 * currency has three decimals or more, "1,234" could be a thousand or a little more than one: such a text is refused unless the separator is the
 * writer's own decimal separator.
 */
export const readAmount = (
  text: string,
  currency: Currency,
  separator: DecimalSeparator = ".",
): Result<bigint, AmountFault> => {
  const decimals = decimalsOf(currency);
  const symbols = [...currencyRow(currency).symbols, currency];
  const read = readDecimal(text, { decimals, separator, symbols });
  const figures = withoutSymbol(tidied(text), symbols);
  return read.ok && decimals >= GROUP && groups(figures, separator) ? refuse("malformed") : read;
};
