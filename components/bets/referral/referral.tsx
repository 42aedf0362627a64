"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type Currency, money, parseMinor } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { usePageContext } from "../../shell/page-context.tsx";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { useViewer } from "../../viewer/provider.tsx";
import { type AnswerReferralAction, referralAnswers } from "./answer.ts";

/** Hands in the action by which offers are answered. */
export function ReferralAnswers({ answer }: { answer: AnswerReferralAction }) {
  useEffect(() => referralAnswers.use(answer), [answer]);
  return null;
}

/** A bet that is with the traders: that it is, or what they offer instead, to accept or decline while there is time. */
export function Referral({
  betId,
  currency,
  offer,
}: {
  betId: string;
  currency: Currency;
  /** Stake of one line; odds ×10⁻⁴ as text, null where they stay. */
  offer: { stake: string; odds: string | null } | null;
}) {
  const t = useTranslations("bets.referral");
  const locale = useLocale();
  const router = useRouter();
  const { oddsFormat } = usePageContext();
  const account = useViewer()?.id;
  const [state, setState] = useState<"open" | "sending" | "sent" | "late" | "unknown">("open");
  const told = useRef(false);
  const minor = offer ? parseMinor(offer.stake, currency) : null;
  const stake = minor === null ? (offer?.stake ?? "") : formatMoney(locale, money(currency, minor));
  const text =
    offer &&
    (offer.odds === null
      ? t("offerStake", { stake })
      : t("offer", { stake, odds: formatOdds(BigInt(offer.odds), oddsFormat) }));

  useEffect(() => {
    if (!text || told.current) return;
    told.current = true;
    announce(text);
  }, [text]);

  if (!text) return <p className="text-muted text-sm">{t("waiting")}</p>;
  const answer = async (accept: boolean): Promise<void> => {
    if (!account) return;
    setState("sending");
    setState(await referralAnswers.send(account, betId, accept));
    router.refresh();
  };
  const busy = state === "sending" || state === "sent";
  return (
    <div className="grid gap-2 text-sm">
      <p className="font-medium">{text}</p>
      <div className="flex gap-2">
        <Button kind="primary" size="sm" disabled={busy} onClick={() => answer(true)}>
          {t("accept")}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => answer(false)}>
          {t("decline")}
        </Button>
      </div>
      {(state === "late" || state === "unknown") && (
        <p className="text-bad text-xs" role="alert">
          {t(state)}
        </p>
      )}
    </div>
  );
}
