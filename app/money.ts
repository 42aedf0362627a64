import "server-only";
import { getLocale } from "next-intl/server";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { type Currency, money } from "#lib/kernel/money.ts";

/** Words amounts of one currency in the reader's language. */
export const moneyText = async (currency: Currency): Promise<(minor: bigint) => string> => {
  const locale = await getLocale();
  return (minor) => formatMoney(locale, money(currency, minor));
};
