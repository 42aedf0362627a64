import "server-only";
import { getLocale } from "next-intl/server";
import { readAmount } from "#lib/core/amount.ts";
import { type Currency, money, shortDecimalText } from "#lib/core/money.ts";
import { decimalSeparatorOf, formatMoney } from "#lib/i18n/money-format.ts";

/** Formats amounts of one currency in the viewer's language. */
export const moneyText = async (currency: Currency): Promise<(minor: bigint) => string> => {
  const locale = await getLocale();
  return (minor) => formatMoney(locale, money(currency, minor));
};

/** An amount that was typed into a form as plain decimal text; anything else is passed on as typed, to be refused. */
export const plainAmount = async (typed: FormDataEntryValue | null, currency: Currency): Promise<string> => {
  const text = typeof typed === "string" ? typed : "";
  const read = readAmount(text, currency, decimalSeparatorOf(await getLocale()));
  return read.ok ? shortDecimalText(money(currency, read.value)) : text;
};
