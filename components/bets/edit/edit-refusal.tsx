"use client";

import { useLocale, useTranslations } from "next-intl";
import { type Currency, money, shortDecimalText } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { maximumOf, WayOut } from "../../betslip/refusal-notice.tsx";
import { useRefusalText } from "../../betslip/refusal-text.ts";
import { Amount } from "../../ui/amount.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { SaveRefusal } from "./use-save.ts";

/** Why an edit is not made, with a stake that would do where there is one. The open bet is as it was. */
export function EditRefusalNotice({
  refusal,
  currency,
  lines,
  onStake,
}: {
  refusal: SaveRefusal;
  currency: Currency;
  lines: number;
  onStake: (text: string) => void;
}) {
  const t = useTranslations("bets.edit");
  const slip = useTranslations("betslip");
  const cashOut = useTranslations("bets.cashOut");
  const locale = useLocale();
  const refusalText = useRefusalText(currency);
  switch (refusal.code) {
    case "offer_changed":
      return (
        <Notice tone="warn" live="assertive">
          {t.rich("valueChanged", { amount: () => <Amount minor={refusal.amount} currency={currency} /> })}
        </Notice>
      );
    case "cash_out_unavailable":
      return (
        <Notice tone="warn" live="assertive">
          {t(`why.${refusal.reason.code}`)}
        </Notice>
      );
    case "unknown_bet":
    case "bet_ended":
      return (
        <Notice tone="bad" live="assertive">
          {cashOut("refused.bet_ended")}
        </Notice>
      );
    case "unknown":
      return (
        <Notice tone="bad" live="assertive">
          {t("unknown")}
        </Notice>
      );
    default: {
      const short = refusal.code === "insufficient_funds" ? refusal.available / BigInt(lines) : null;
      const maximum = short ?? maximumOf(refusal);
      const amount = maximum !== null && maximum > 0n ? money(currency, maximum) : null;
      return (
        <Notice
          tone="bad"
          live="assertive"
          action={
            <WayOut refusal={refusal}>
              {amount && (
                <Button size="sm" onClick={() => onStake(shortDecimalText(amount))}>
                  {slip("useMaximum", { amount: formatMoney(locale, amount, { short: true }) })}
                </Button>
              )}
              {short !== null && (
                <ButtonLink size="sm" href="/cashier">
                  {slip("deposit")}
                </ButtonLink>
              )}
            </WayOut>
          }
        >
          {refusal.code === "insufficient_funds"
            ? t.rich("short", { amount: () => <Amount minor={refusal.available} currency={currency} /> })
            : refusalText(refusal)}
        </Notice>
      );
    }
  }
}
