import type { Metadata } from "next";
import { BetTable } from "#components/admin/bet-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { Pager, SearchForm } from "#components/admin/search-form.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { BetSearch, NOTHING, readSearch, searchBets } from "#lib/backoffice/index.ts";
import { SETTLED_RESULTS } from "#lib/sportsbook/betting/schema.ts";
import { betsRead } from "#lib/sportsbook/permissions.ts";
import { type Query, staffPage, typedSearch, withCursor } from "../staff-page.ts";

export const metadata: Metadata = { title: "Bets" };

export default async function Bets({ searchParams }: { searchParams: Query }) {
  const { t, format } = await staffPage("/admin/bets", betsRead);
  const query = await searchParams;
  const { search, unreadable } = readSearch(BetSearch, query);
  const { rows, next } = unreadable.length > 0 ? NOTHING : await searchBets(search);
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
          ]}
          t={t}
        />
      </Panel>
      <Panel flush>
        <BetTable caption={t("bets.title")} empty={empty} format={format} rows={rows} t={t} />
        <Pager
          first={search.before ? withCursor("/admin/bets", search, null) : null}
          next={next && withCursor("/admin/bets", search, next)}
          t={t}
        />
      </Panel>
    </>
  );
}
