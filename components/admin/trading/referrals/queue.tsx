"use client";

import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import type { QueuedReferral } from "#lib/sportsbook/betting/schema.ts";
import { type ReferralActions, ReferralRow } from "./referral-row.tsx";

/**
 * The bets that wait for a trader, the first to time out first. A bet that has timed out leaves when the page is read again. What
 * became of the last one is read out.
 */
export function ReferralQueue({
  bets,
  base,
  exchange,
  timeZone,
  ...actions
}: ReferralActions & {
  bets: readonly QueuedReferral[];
  base: string;
  /** Minor units of the base currency in one of each currency, ×10⁻⁴. */
  exchange: Readonly<Record<string, bigint>>;
  timeZone: string;
}) {
  const t = useTranslations("admin.referrals");
  const [last, setLast] = useState<string | null>(null);
  const done = useCallback(
    (what: "accept" | "refuse" | "offer", player: string) => setLast(t(`done.${what}`, { player })),
    [t],
  );
  return (
    <>
      <p aria-live="polite" className="px-3 pt-3 text-muted text-sm">
        {last ?? t("keys")}
      </p>
      {bets.length === 0 ? (
        <p className="px-3 py-6 text-center text-muted text-sm">{t("empty")}</p>
      ) : (
        <ul aria-label={t("title")} className="divide-y divide-line">
          {bets.map((bet) => (
            <ReferralRow
              {...actions}
              base={base}
              bet={bet}
              done={done}
              exchange={exchange[bet.currency] ?? 0n}
              key={bet.id}
              timeZone={timeZone}
            />
          ))}
        </ul>
      )}
    </>
  );
}
