import type { Metadata } from "next";
import { BetAlerts } from "#components/admin/bet-alerts.tsx";
import { BetTable, betTitle } from "#components/admin/bet-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { Pager, SearchForm } from "#components/admin/search-form.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import {
  BASE_CURRENCY,
  type BetRow,
  BetSearch,
  NOTHING,
  readSearch,
  searchBets,
  stakesFrom,
} from "#lib/backoffice/index.ts";
import { SETTLED_RESULTS } from "#lib/sportsbook/betting/schema.ts";
import { betsRead } from "#lib/sportsbook/permissions.ts";
import { type Query, staffPage, typedSearch, withCursor } from "../staff-page.ts";

/** A bet that came with the last refreshes stands out for a moment. */
const FRESH_MS = 6_000;

export const metadata: Metadata = { title: "Bets" };

export default async function Bets({ searchParams }: { searchParams: Query }) {
  const { t, format } = await staffPage("/admin/bets", betsRead);
  const query = await searchParams;
  const { search, unreadable } = readSearch(BetSearch, query);
  const { rows, next } = unreadable.length > 0 ? NOTHING : await searchBets(search);
  const large = search.alert === undefined ? {} : await stakesFrom(search.alert);
  const isLarge = ({ stake, currency }: BetRow): boolean => stake >= (large[currency] ?? stake + 1n);
  const now = Date.now();
  const typed = typedSearch(t, query, unreadable);
  const empty = unreadable.length > 0 ? t("search.unreadable.title") : t("bets.empty");
  const status = ["open", "settled"].map((value) => ({ value, label: t(`betStatus.${value}`) }));
  const result = SETTLED_RESULTS.map((value) => ({ value, label: t(`betResult.${value}`) }));
  return (
    <>
      <PageHead title={t("bets.title")} />
      <Panel flush>
        <SearchForm
          action="/admin/bets"
          fields={[
            { name: "id", label: t("bets.id"), ...typed("id"), grow: true },
            { name: "email", label: t("bets.email"), ...typed("email"), type: "email", grow: true },
            { name: "event", label: t("bets.event"), ...typed("event") },
            { name: "status", label: t("bets.status"), ...typed("status"), options: status },
            { name: "result", label: t("bets.result"), ...typed("result"), options: result },
            { name: "stake", label: t("bets.stakeFrom", { currency: BASE_CURRENCY }), ...typed("stake") },
            { name: "alert", label: t("bets.alertFrom", { currency: BASE_CURRENCY }), ...typed("alert") },
          ]}
          t={t}
        />
      </Panel>
      <Panel flush>
        <BetTable
          caption={t("bets.title")}
          empty={empty}
          format={format}
          isFresh={({ placedAt }) => now - placedAt.getTime() < FRESH_MS}
          isLarge={isLarge}
          rows={rows}
          t={t}
        />
        <BetAlerts
          bets={rows.filter(isLarge).map((row) => ({
            id: row.id,
            text: t("bets.alert", { stake: format.money(row.stake, row.currency), bet: betTitle(t, row) }),
          }))}
        />
        <Pager
          first={search.before ? withCursor("/admin/bets", search, null) : null}
          next={next && withCursor("/admin/bets", search, next)}
          t={t}
        />
      </Panel>
    </>
  );
}
