import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { identityQueue } from "#lib/players/index.ts";
import { identityReview } from "#lib/players/permissions.ts";
import { staffPage } from "../staff-page.ts";

export const metadata: Metadata = { title: "Identity" };

export default async function IdentityQueue() {
  const { t, format } = await staffPage("/admin/identity", identityReview);
  const [words, rows] = await Promise.all([getTranslations("identity"), identityQueue()]);
  return (
    <>
      <PageHead lead={t("identity.lead")} title={t("identity.title")} />
      <Panel flush>
        <DataTable
          caption={t("identity.title")}
          columns={[
            {
              id: "player",
              label: t("identity.player"),
              head: true,
              cell: ({ name }) => name ?? t("identity.unnamed"),
            },
            { id: "country", label: t("identity.country"), cell: ({ country }) => country },
            {
              id: "checks",
              label: t("identity.checks"),
              cell: ({ levels }) => levels.map((level) => words(`level.${level as "age"}`)).join(", "),
            },
            {
              id: "pages",
              label: t("identity.pages"),
              numeric: true,
              cell: ({ documents }) => format.number(documents),
            },
            {
              id: "waiting",
              label: t("identity.waiting"),
              numeric: true,
              cell: ({ submittedAt }) => format.minute(submittedAt),
            },
          ]}
          empty={t("identity.empty")}
          rowHref={({ id }) => `/admin/identity/${id}`}
          rowKey={({ id }) => id}
          rows={rows}
        />
      </Panel>
    </>
  );
}
