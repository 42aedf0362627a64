"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Currency } from "#lib/core/money.ts";
import type { PendingBetView } from "#lib/sportsbook/betting/schema.ts";
import { bySelection } from "#lib/sportsbook/betting/views.ts";
import { Amount } from "../ui/amount.tsx";
import { Badge } from "../ui/badge.tsx";
import { DelayBar } from "../ui/delay-bar.tsx";
import { Panel } from "../ui/panel.tsx";
import { useRefresh } from "../ui/use-refresh.ts";
import { useSecondsLeft } from "../ui/use-seconds-left.ts";
import { BetLeg } from "./bet-leg.tsx";
import { BetName } from "./bet-name.tsx";
import { DetailsLink } from "./details-link.tsx";
import { Referral } from "./referral/referral.tsx";

// The news of its end usually comes over the socket; looking again is for when it does not.
const LOOK_AFTER_END_MS = 1_500;

/** A pending bet: its selections, the held stake, and the remaining delay. */
export function PendingCard({ bet, whole = false }: { bet: PendingBetView; whole?: boolean }) {
  const t = useTranslations("bets");
  const { refresh } = useRefresh();
  const [read, setRead] = useState(() => ({ from: bet, endsAt: Date.now() + bet.remainingMs }));
  // A page that was rendered again knows of an offer, and of more time for it.
  if (read.from !== bet) setRead({ from: bet, endsAt: Date.now() + bet.remainingMs });
  const { endsAt } = read;
  const seconds = useSecondsLeft(endsAt);
  const over = seconds === 0;
  useEffect(() => {
    if (!over) return;
    const timer = setInterval(refresh, LOOK_AFTER_END_MS);
    return () => clearInterval(timer);
  }, [over, refresh]);
  return (
    <Panel>
      <header className="flex min-h-11 items-center justify-between gap-3 border-b px-4">
        <p className="font-medium text-sm">
          <BetName {...bySelection(bet)} />
        </p>
        <Badge tone="warn">
          {t(bet.reason === "referral" ? "referral.badge" : "pending")}
          <span aria-hidden>{t("secondsLeft", { seconds })}</span>
        </Badge>
      </header>
      <DelayBar endsAt={endsAt} delayMs={bet.delayMs} />
      <ul className="divide-y">
        {bet.legs.map((leg) => (
          <BetLeg
            key={leg.marketId}
            leg={{ ...leg, part: "win", result: null, reason: null, deadHeat: null }}
            legState={{ state: "to_come" }}
            follow
            badge={false}
          />
        ))}
      </ul>
      <footer className="flex flex-wrap items-end gap-x-8 gap-y-2 border-t px-4 py-3 text-sm">
        <dl>
          <dt className="text-faint text-xs">{t("held")}</dt>
          <dd className="font-medium">
            <Amount minor={bet.stake} currency={bet.currency as Currency} />
          </dd>
        </dl>
        {bet.reason === "referral" ? (
          <div className="min-w-48 flex-1">
            <Referral
              betId={bet.id}
              currency={bet.currency as Currency}
              offer={bet.offer && { stake: bet.offer.stake, odds: bet.offer.odds?.toString() ?? null }}
            />
          </div>
        ) : (
          <p className="min-w-48 flex-1 text-muted">{t("pendingHint")}</p>
        )}
        {!whole && <DetailsLink betId={bet.id} />}
      </footer>
    </Panel>
  );
}
