import type { Metadata } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { Pager, SearchForm } from "#components/admin/search-form.tsx";
import { PlayerState } from "#components/admin/state-badges.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { NOTHING, PlayerSearch, readSearch, searchPlayers } from "#lib/backoffice/index.ts";
import { playersRead } from "#lib/players/permissions.ts";
import { PLAYER_STATUS } from "#lib/players/schema.ts";
import { type Query, staffPage, typedSearch, withCursor } from "../staff-page.ts";

export const metadata: Metadata = { title: "Players" };

export default async function Players({ searchParams }: { searchParams: Query }) {
  const { t, format } = await staffPage("/admin/players", playersRead);
  const query = await searchParams;
  const { search, unreadable } = readSearch(PlayerSearch, query);
  const { rows, next } = unreadable.length > 0 ? NOTHING : await searchPlayers(search);
  const typed = typedSearch(t, query, unreadable);
  const empty = unreadable.length > 0 ? t("search.unreadable.title") : t("players.empty");
  const status = PLAYER_STATUS.map((value) => ({ value, label: t(`playerStatus.${value}`) }));
  return (
    <>
      <PageHead title={t("players.title")} />
      <Panel flush>
        <SearchForm
          action="/admin/players"
          fields={[
            { name: "q", label: t("players.q"), ...typed("q"), type: "search", grow: true },
            { name: "status", label: t("players.status"), ...typed("status"), options: status },
          ]}
          t={t}
        />
      </Panel>
      <Panel flush>
        <DataTable
          caption={t("players.title")}
          columns={[
            {
              id: "email",
              label: t("players.email"),
              head: true,
              cell: (row) => <span className="wrap-anywhere">{row.email}</span>,
            },
            { id: "name", label: t("players.name"), cell: (row) => row.displayName },
            {
              id: "status",
              label: t("players.status"),
              cell: (row) => <PlayerState status={row.status} t={t} />,
            },
            { id: "country", label: t("players.country"), cell: (row) => row.country },
            {
              id: "balance",
              label: t("players.balance"),
              numeric: true,
              cell: (row) => format.money(row.balance, row.currency),
            },
            {
              id: "open",
              label: t("players.openBets"),
              numeric: true,
              cell: (row) => format.number(row.openBets),
            },
            {
              id: "seen",
              label: t("players.seen"),
              numeric: true,
              cell: (row) => (row.lastSeenAt ? format.minute(row.lastSeenAt) : t("players.never")),
            },
            {
              id: "joined",
              label: t("players.joined"),
              numeric: true,
              wide: true,
              cell: (row) => format.day(row.createdAt),
            },
          ]}
          empty={empty}
          rowHref={(row) => `/admin/players/${row.id}`}
          rowKey={(row) => row.id}
          rows={rows}
        />
        <Pager
          first={search.before ? withCursor("/admin/players", search, null) : null}
          next={next && withCursor("/admin/players", search, next)}
          t={t}
        />
      </Panel>
    </>
  );
}
