import type { Metadata } from "next";
import { BetTable } from "#components/admin/bet-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { Pager, SearchForm } from "#components/admin/search-form.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { BetSearch, searchBets } from "#lib/backoffice/index.ts";
import { BET_RESULTS } from "#lib/sportsbook/betting/schema.ts";
import { type Query, staffPage, withCursor } from "../staff-page.ts";

export const metadata: Metadata = { title: "Bets" };

export default async function Bets({ searchParams }: { searchParams: Query }) {
  const { t, format } = await staffPage("/admin/bets", "bets:read");
  const search = BetSearch.parse(await searchParams);
  const { rows, next } = await searchBets(search);
  const status = ["open", "settled"].map((value) => ({ value, label: t(`betStatus.${value}`) }));
  const result = BET_RESULTS.map((value) => ({ value, label: t(`betResult.${value}`) }));
  return (
    <>
      <PageHead title={t("bets.title")} />
      <Panel flush>
        <SearchForm
          action="/admin/bets"
          fields={[
            { name: "id", label: t("bets.id"), value: search.id, grow: true },
            { name: "email", label: t("bets.email"), value: search.email, type: "email", grow: true },
            { name: "event", label: t("bets.event"), value: search.event },
            { name: "status", label: t("bets.status"), value: search.status, options: status },
            { name: "result", label: t("bets.result"), value: search.result, options: result },
          ]}
          t={t}
        />
      </Panel>
      <Panel flush>
        <BetTable caption={t("bets.title")} empty={t("bets.empty")} format={format} rows={rows} t={t} />
        <Pager
          first={search.before ? withCursor("/admin/bets", search, null) : null}
          next={next && withCursor("/admin/bets", search, next)}
          t={t}
        />
      </Panel>
    </>
  );
}
