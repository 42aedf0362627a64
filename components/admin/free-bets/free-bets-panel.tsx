import type { Route } from "next";
import type { ReactNode } from "react";
import { PageLink } from "#components/ui/page-link.tsx";
import type { FreeBet } from "#lib/sportsbook/betting/schema.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../names.ts";
import { Panel } from "../panel.tsx";

/** A player's free bets, those that can be used first. */
export function FreeBetsPanel({
  freeBets,
  aside,
  withdrawal,
  format,
  t,
}: {
  freeBets: readonly FreeBet[];
  aside: ReactNode;
  /** How to take one back. */
  withdrawal: (freeBetId: string) => ReactNode;
  format: Format;
  t: Translate;
}) {
  return (
    <Panel aside={aside} flush title={t("freeBets.list")}>
      {freeBets.length === 0 ? (
        <p className="px-3 py-6 text-center text-muted text-sm">{t("freeBets.none")}</p>
      ) : (
        <ul className="divide-y divide-line text-sm">
          {freeBets.map(({ id, amount, currency, state, expiresAt, reason, betId, originId }) => (
            <li
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-3 py-2"
              key={id}
            >
              <span className="font-medium">{t(`freeBets.state.${state}`)}</span>
              <span className="figures text-right">{format.money(amount, currency)}</span>
              <span className="figures text-muted text-xs">
                {t("freeBets.until", { date: format.minute(expiresAt) })}
              </span>
              <span className="text-right">
                {state === "available" && withdrawal(id)}
                {betId !== null && (
                  <PageLink className="text-xs underline" href={`/admin/bets/${betId}` as Route}>
                    {t("player.bet", { reference: betId.slice(-12) })}
                  </PageLink>
                )}
              </span>
              <span className="wrap-anywhere col-span-2 text-muted text-xs">
                {originId === null ? reason : t("freeBets.back")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
