import type { DecimalSeparator } from "#lib/core/amount.ts";
import { type Currency, decimalsOf, type Money, toDecimalText } from "#lib/core/money.ts";

export type MoneyFormat = {
  /** Writes a plus before gains. */
  signed?: boolean;
  /** Leaves out the decimals of whole amounts: for limits and buttons. */
  short?: boolean;
};

/** Of an amount in short form that is not whole: "0.0005" and not "0.00050000". */
const SHORT_DECIMALS = 3;

const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (locale: string, currency: Currency, { signed, short }: MoneyFormat): Intl.NumberFormat => {
  const key = `${locale}|${currency}|${signed}|${short}`;
  let format = formats.get(key);
  if (!format) {
    // Intl does not know the decimals of every currency.
    const decimals = decimalsOf(currency);
    format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: short ? Math.min(decimals, SHORT_DECIMALS) : decimals,
      maximumFractionDigits: decimals,
      ...(signed && { signDisplay: "exceptZero" }),
      ...(short && { trailingZeroDisplay: "stripIfInteger" }),
    });
    formats.set(key, format);
  }
  return format;
};

/** What a locale writes between whole units and their decimals. */
export const decimalSeparatorOf = (locale: string): DecimalSeparator =>
  new Intl.NumberFormat(locale).format(1.5).includes(",") ? "," : ".";

/** Exact: the amount goes to Intl as decimal text, never through a float. */
export const formatMoney = (locale: string, amount: Money, format: MoneyFormat = {}): string =>
  formatOf(locale, amount.currency, format).format(toDecimalText(amount) as `${number}`);
