import type { Metadata } from "next";
import { CareSuggestion, markerText } from "#components/admin/care/score.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { careQueue } from "#lib/players/index.ts";
import { playersCare } from "#lib/players/permissions.ts";
import { staffPage } from "../staff-page.ts";

export const metadata: Metadata = { title: "Safer gambling" };

const SHOWN = 2;

export default async function Care() {
  const { t, format } = await staffPage("/admin/care", playersCare);
  const rows = await careQueue();
  return (
    <>
      <PageHead title={t("care.title")} lead={t("care.lead")} />
      <Panel flush>
        <DataTable
          caption={t("care.title")}
          columns={[
            {
              id: "email",
              label: t("players.email"),
              head: true,
              cell: (row) => <span className="wrap-anywhere">{row.email}</span>,
            },
            { id: "country", label: t("players.country"), cell: (row) => row.country },
            {
              id: "score",
              label: t("care.score"),
              numeric: true,
              cell: (row) => format.number(Math.round(row.score * 10) / 10),
            },
            {
              id: "why",
              label: t("care.why"),
              cell: (row) => (
                <ul className="grid gap-0.5">
                  {row.contributions.slice(0, SHOWN).map((each) => (
                    <li key={each.marker}>{markerText(t, each)}</li>
                  ))}
                </ul>
              ),
            },
            {
              id: "suggested",
              label: t("care.suggested"),
              cell: (row) => <CareSuggestion suggested={row.suggested} t={t} />,
            },
            {
              id: "last",
              label: t("care.last"),
              numeric: true,
              cell: (row) => (row.lastInteraction ? format.minute(row.lastInteraction) : t("care.never")),
            },
          ]}
          empty={t("care.empty")}
          rowHref={(row) => `/admin/care/${row.playerId}`}
          rowKey={(row) => row.playerId}
          rows={rows}
        />
      </Panel>
    </>
  );
}
