"use client";

import { ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import type { Currency } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { type CashOut, type CashOutOffer, cashOutPart, WHOLE } from "#lib/sportsbook/betting/views.ts";
import { Amount } from "../../ui/amount.tsx";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AutoCashOutForm } from "./auto-form.tsx";
import { type TakeRefusal, useTake } from "./use-take.ts";

/** The button that ends the bet takes no press so soon after it appeared under the finger. */
const ARM_MS = 500;
const QUARTER = WHOLE / 4;
const STEP = WHOLE / 100;

const useArmed = (since: unknown): boolean => {
  const [armedFor, setArmedFor] = useState<unknown>();
  useEffect(() => {
    const timer = setTimeout(() => setArmedFor(() => since), ARM_MS);
    return () => clearTimeout(timer);
  }, [since]);
  return armedFor === since;
};

function Refused({ refusal, currency }: { refusal: TakeRefusal; currency: Currency | null }) {
  const t = useTranslations("bets.cashOut");
  if (refusal.code === "offer_changed" && currency)
    return (
      <Notice tone="warn" live="assertive">
        {t.rich("changed", { amount: () => <Amount minor={refusal.amount} currency={currency} /> })}
      </Notice>
    );
  const text =
    refusal.code === "cash_out_unavailable"
      ? t(`why.${refusal.reason.code}`)
      : refusal.code === "bet_ended" || refusal.code === "too_busy"
        ? t(`refused.${refusal.code}`)
        : t("refused.unknown");
  return (
    <Notice tone="bad" live="assertive">
      {text}
    </Notice>
  );
}

function PartChoice({ part, onChange }: { part: number; onChange: (part: number) => void }) {
  const t = useTranslations("bets.cashOut");
  const id = useId();
  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="flex justify-between text-muted text-sm">
        {t("choose")}
        <span className="figures font-medium text-ink">
          {t("percent", { percent: Math.round((part / WHOLE) * 100) })}
        </span>
      </label>
      <input
        id={id}
        type="range"
        min={STEP}
        max={WHOLE}
        step={STEP}
        value={part}
        onChange={({ target }) => onChange(Number(target.value))}
        className="h-11 w-full accent-accent"
      />
      <div className="grid grid-cols-4 gap-2">
        {[1, 2, 3, 4].map((quarters) => (
          <Button
            key={quarters}
            size="sm"
            aria-pressed={part === quarters * QUARTER}
            kind={part === quarters * QUARTER ? "outline" : "secondary"}
            onClick={() => onChange(quarters * QUARTER)}
          >
            {quarters === 4 ? t("all") : t("percent", { percent: quarters * 25 })}
          </Button>
        ))}
      </div>
    </div>
  );
}

function Summary({ offer, part }: { offer: CashOutOffer; part: { stake: bigint } }) {
  const t = useTranslations("bets.cashOut");
  const currency = offer.currency as Currency;
  const left = offer.stake - part.stake;
  return (
    <div className="grid gap-1 text-muted text-sm">
      <p>
        {t.rich("of", {
          part: () => <Amount minor={part.stake} currency={currency} />,
          stake: () => <Amount minor={offer.stake} currency={currency} />,
        })}
      </p>
      {left > 0n && <p>{t.rich("keeps", { stake: () => <Amount minor={left} currency={currency} /> })}</p>}
      <p>{t("final")}</p>
      {offer.delayMs > 0 && <p>{t("waits", { seconds: Math.ceil(offer.delayMs / 1_000) })}</p>}
    </div>
  );
}

/** Chooses how much of a bet to cash out, and does it. The amount stays live until it is confirmed. */
export function CashOutForm({
  bet,
  cashOut,
  onClose,
}: {
  bet: Pick<BetView, "id" | "currency" | "autoCashOut">;
  cashOut: CashOut;
  onClose: () => void;
}) {
  const t = useTranslations("bets.cashOut");
  const locale = useLocale();
  const [part, setPart] = useState(WHOLE);
  const { take, pending, refusal, forget } = useTake(bet.id, ({ amount, currency }) => {
    announce(t("done", { amount: formatMoney(locale, { currency: currency as Currency, minor: amount }) }));
    onClose();
  });
  const { offer } = cashOut;
  const taken = offer && cashOutPart(offer, part);
  const armed = useArmed(refusal);
  const currency = (offer?.currency ?? null) as Currency | null;
  return (
    <div className="grid gap-4">
      <PartChoice
        part={part}
        onChange={(chosen) => {
          forget();
          setPart(chosen);
        }}
      />
      {offer && taken && <Summary offer={offer} part={taken} />}
      {!cashOut.offer && <Notice tone="warn">{t(`why.${cashOut.reason.code}`)}</Notice>}
      {offer && !taken && <Notice tone="warn">{t("partInvalid")}</Notice>}
      {refusal && <Refused refusal={refusal} currency={currency} />}
      <Button
        kind="primary"
        size="lg"
        pending={pending}
        disabled={!taken || !armed}
        onClick={() => taken && take(taken.amount, part)}
      >
        {pending || !taken || !currency
          ? t(pending ? "confirming" : "title")
          : t.rich("button", { amount: () => <Amount minor={taken.amount} currency={currency} /> })}
      </Button>
      <details className="group border-t pt-1" open={bet.autoCashOut !== null}>
        <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between font-medium text-sm [&::-webkit-details-marker]:hidden">
          {t("auto.title")}
          <ChevronDown aria-hidden className="size-4 text-muted group-open:rotate-180" />
        </summary>
        <AutoCashOutForm bet={bet} onDone={onClose} />
      </details>
    </div>
  );
}
