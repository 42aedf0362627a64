"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { readAmount } from "#lib/core/amount.ts";
import { money, shortDecimalText } from "#lib/core/money.ts";
import { decimalSeparatorOf, formatMoney } from "#lib/i18n/money-format.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { usePageContext } from "../shell/page-context.tsx";
import { toasts } from "../ui/toast-store.ts";
import { useSlipAccount, useViewer } from "../viewer/provider.tsx";
import { quickBet } from "./quick-bet.ts";
import { useRefusalText } from "./refusal-text.ts";
import { slip } from "./store.ts";
import { type PlaceAction, sendBet } from "./use-place.ts";

/** Places the bets of quick bet, and says by toasts what becomes of them. The slip stays as it is. */
export function QuickBetWatch({ place }: { place: PlaceAction }) {
  const t = useTranslations("betslip.quickBet");
  const locale = useLocale();
  const { oddsFormat } = usePageContext();
  const viewer = useViewer();
  const account = useSlipAccount();
  const currency = viewer?.currency ?? "EUR";
  const refusalText = useRefusalText(currency);

  useEffect(() => quickBet.open(account), [account]);

  useEffect(() => {
    if (!viewer) return;
    return quickBet.serve(async ({ leg, boost, outcome, market }) => {
      const id = `quick:${leg.marketId}:${leg.outcomeKey}`;
      const typed = quickBet.current().stake || (viewer.quickStakes[0] ?? "");
      const read = readAmount(typed, currency, decimalSeparatorOf(locale));
      if (!read.ok || read.value === 0n) {
        toasts.show({ id, tone: "bad", title: t("noStake") });
        return;
      }
      const stake = money(currency, read.value);
      const amount = formatMoney(locale, stake);
      const detail = `${market}: ${outcome}`;
      toasts.show({ id, tone: "info", title: t("placing", { amount }), detail });
      const bet = {
        legs: [boost ? { ...leg, odds: boost.odds } : leg],
        stake: shortDecimalText(stake),
        oddsChoice: viewer.oddsChoice,
        ...(boost && { boost: boost.id }),
      };
      await sendBet(place, viewer.id, bet, (answer) => {
        if (!answer.ok)
          toasts.show({
            id,
            tone: "bad",
            title: t("refused", { outcome }),
            detail: refusalText(answer.refusal),
          });
        else if (answer.value.status === "accepted")
          toasts.show({
            id,
            tone: "good",
            title: t("placed", { amount }),
            detail: `${detail} ${formatOdds(answer.value.legs[0]?.odds ?? answer.value.odds, oddsFormat)}`,
            href: `/bets/${answer.value.id}`,
          });
        else {
          const { id: betId, delayMs, remainingMs } = answer.value;
          slip.follow({ id: betId, bet, delayMs, endsAt: Date.now() + remainingMs });
          toasts.show({ id, tone: "info", title: t("received", { amount }), detail, href: `/bets/${betId}` });
        }
      });
    });
  }, [viewer, currency, locale, oddsFormat, place, refusalText, t]);
  return null;
}
