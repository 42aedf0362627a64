"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Currency, money, shortDecimalText } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { rowOf } from "./lines.ts";
import { type PlaceRefusal, placement, type RefusedBet } from "./placement.ts";
import { useRefusalText, useWaitedRefusalText } from "./refusal-text.ts";
import { slip } from "./store.ts";

/** The largest stake of a line that a refusal names; null where it names none. */
export const maximumOf = (refusal: PlaceRefusal): bigint | null =>
  "maximumStake" in refusal ? refusal.maximumStake : "maximum" in refusal ? refusal.maximum : null;

/** Takes the largest stake that a refusal names; null where it names none. */
export function UseMaximum({ refused, currency }: { refused: RefusedBet; currency: Currency }) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const maximum = maximumOf(refused.refusal);
  if (maximum === null || maximum === 0n) return null;
  const amount = money(currency, maximum);
  return (
    <Button
      size="sm"
      onClick={() => {
        slip.setMaximum(rowOf(refused.bet), shortDecimalText(amount));
        placement.over(refused.bet.legs);
      }}
    >
      {t("useMaximum", { amount: formatMoney(locale, amount, { short: true }) })}
    </Button>
  );
}

/** What leads on from a refusal that no other stake or selection would change; else what is inside. */
export function WayOut({ refusal, children }: { refusal: PlaceRefusal; children: ReactNode }) {
  const t = useTranslations("betslip");
  if (refusal.code === "outdated")
    return (
      <Button size="sm" onClick={() => location.reload()}>
        {t("reload")}
      </Button>
    );
  if (refusal.code === "player_barred" && refusal.reason === "identity_required")
    return (
      <ButtonLink size="sm" href="/account/identity">
        {t("verifyIdentity")}
      </ButtonLink>
    );
  if (refusal.code === "player_barred" && refusal.reason === "money_owed")
    return (
      <ButtonLink size="sm" href="/cashier">
        {t("deposit")}
      </ButtonLink>
    );
  return children;
}

/**
 * Why a bet was refused, with the largest stake that would have been accepted; after a delay, that the stake was
 * returned.
 */
export function RefusalNotice({ refused, currency }: { refused: RefusedBet; currency: Currency }) {
  const refusalText = useRefusalText(currency);
  const waitedText = useWaitedRefusalText(currency);
  const { refusal } = refused;
  const waited = refused.id !== null;
  return (
    <Notice
      // `PendingWatch` announces the result of a pending bet, wherever the slip is.
      {...(waited ? {} : { live: "assertive" as const })}
      tone="bad"
      action={
        <WayOut refusal={refusal}>
          <UseMaximum refused={refused} currency={currency} />
        </WayOut>
      }
    >
      {(waited ? waitedText : refusalText)(refusal)}
    </Notice>
  );
}
