"use client";

import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { Currency } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { Referral } from "../bets/referral/referral.tsx";
import { DelayBar } from "../ui/delay-bar.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { useSecondsLeft } from "../ui/use-seconds-left.ts";
import { BetLine } from "./bet-line.tsx";
import { costOf } from "./lines.ts";
import type { PendingSlipBet } from "./store.ts";

function CheckingBet({ pending, currency }: { pending: PendingSlipBet; currency: Currency }) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const seconds = useSecondsLeft(pending.endsAt);
  return (
    <li>
      <PageLink
        href={`/bets/${pending.id}` as Route}
        className="grid min-h-11 content-center gap-1 px-4 py-2 hover:bg-hover"
      >
        <BetLine
          legs={pending.bet.legs}
          system={pending.bet.system}
          builder={pending.bet.builder}
          note={formatMoney(locale, { currency, minor: costOf(pending.bet, currency) })}
          aside={
            <span aria-hidden className="figures shrink-0">
              {t("secondsLeft", { seconds })}
            </span>
          }
        />
        <DelayBar endsAt={pending.endsAt} delayMs={pending.delayMs} />
      </PageLink>
      {pending.referral && (
        <div className="px-4 pb-2">
          <Referral betId={pending.id} currency={currency} offer={pending.referral.offer} />
        </div>
      )}
    </li>
  );
}

/** Pending bets, above the rest of the slip. `PendingWatch` reads out that they are pending. */
export function Checking({ bets, currency }: { bets: readonly PendingSlipBet[]; currency: Currency }) {
  const t = useTranslations("betslip");
  const strip = useRef<HTMLElement>(null);
  const referred = bets.every(({ referral }) => referral);

  // The pressed button disappears with its slip: keyboard focus continues here.
  useEffect(() => {
    if (document.activeElement === document.body) strip.current?.focus({ preventScroll: true });
  }, []);

  return (
    <section
      ref={strip}
      tabIndex={-1}
      aria-label={t("checking", { count: bets.length })}
      className="shrink-0 border-b bg-raised text-sm outline-none"
    >
      <h3 className="flex items-center gap-2 px-4 pt-3 pb-1 font-semibold">
        <Spinner className="size-4 shrink-0 text-muted" />
        {referred ? t("referred", { count: bets.length }) : t("checking", { count: bets.length })}
      </h3>
      <ul className="max-h-60 overflow-y-auto">
        {bets.map((pending) => (
          <CheckingBet key={pending.id} pending={pending} currency={currency} />
        ))}
      </ul>
      <p className="px-4 pt-1 pb-3 text-muted text-xs">
        {t(referred ? "referredHint" : "checkingHint", { count: bets.length })}
      </p>
    </section>
  );
}
