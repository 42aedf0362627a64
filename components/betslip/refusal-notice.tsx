"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { type Currency, money, toDecimalText } from "#lib/kernel/money.ts";
import { useReader } from "../shell/reader.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { type PlaceRefusal, placement, type RefusedBet } from "./placement.ts";
import { useRefusalText } from "./refusal-text.ts";
import { slip } from "./store.ts";

const maximumOf = (refusal: PlaceRefusal): bigint | null =>
  "maximumStake" in refusal ? refusal.maximumStake : "maximum" in refusal ? refusal.maximum : null;

/** Why a bet was not taken, with the largest stake that would have been; after a delay, that the stake is back. */
export function RefusalNotice({ refused, currency }: { refused: RefusedBet; currency: Currency }) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const { oddsFormat } = useReader();
  const refusalText = useRefusalText(currency);
  const { refusal, waited } = refused;
  const maximum = maximumOf(refusal);
  const moved = refusal.code === "odds_changed" && refusal.legs.length === 1 ? refusal.legs[0] : undefined;
  const why =
    waited && moved
      ? t("priceMoved", {
          was: formatOdds(moved.was, oddsFormat),
          now: formatOdds(moved.now, oddsFormat),
        })
      : refusalText(refusal);
  return (
    <Notice
      // What waited is read out by who follows it, wherever the slip is.
      {...(waited ? { title: t("notPlaced") } : { live: "assertive" as const })}
      tone="bad"
      action={
        refusal.code === "outdated" ? (
          <Button size="sm" onClick={() => location.reload()}>
            {t("reload")}
          </Button>
        ) : maximum !== null && maximum > 0n ? (
          <Button
            size="sm"
            onClick={() => {
              slip.setStake(toDecimalText(money(currency, maximum)));
              placement.forget();
            }}
          >
            {t("useMaximum", { amount: formatMoney(locale, money(currency, maximum), { short: true }) })}
          </Button>
        ) : null
      }
    >
      {waited ? `${why} ${t("stakeBack")}` : why}
    </Notice>
  );
}
