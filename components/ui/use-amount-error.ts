import { useLocale, useTranslations } from "next-intl";
import type { AmountFault } from "#lib/core/amount.ts";
import { type Currency, decimalsOf, exampleStake, money } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";

/** Says why what was typed is not an amount of this currency. Null for nothing typed. */
export const useAmountError = (currency: Currency): ((fault: AmountFault | null) => string | null) => {
  const t = useTranslations("common.amount");
  const locale = useLocale();
  return (fault) => {
    const decimals = decimalsOf(currency);
    if (fault === null || fault === "empty") return null;
    if (fault === "currency") return t("currency", { currency });
    if (fault === "decimals") return t("decimals", { count: decimals });
    if (fault !== "malformed") return t(fault);
    return t("malformed", { example: formatMoney(locale, money(currency, exampleStake(currency))) });
  };
};
