import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { DataTable } from "#components/admin/data-table.tsx";
import { DecideDuplicate } from "#components/admin/identity/duplicates.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { duplicateQueue, identityQueue } from "#lib/players/index.ts";
import { identityReview } from "#lib/players/permissions.ts";
import { decideDuplicateAction } from "../actions.ts";
import { staffPage } from "../staff-page.ts";

export const metadata: Metadata = { title: "Identity" };

export default async function IdentityQueue() {
  const { t, format } = await staffPage("/admin/identity", identityReview);
  const [words, rows, pairs] = await Promise.all([
    getTranslations("identity"),
    identityQueue(),
    duplicateQueue(new Date()),
  ]);
  const account = ({ id, name, email, birthDate, excluded }: (typeof pairs)[number]["accounts"][number]) => (
    <span className="grid gap-0.5">
      <PageLink className="font-medium hover:underline" href={`/admin/players/${id}` as Route}>
        {name}
      </PageLink>
      <span className="wrap-anywhere text-muted text-xs">{`${email}, ${birthDate}`}</span>
      {excluded && <Badge tone="down">{t("identity.duplicates.excluded")}</Badge>}
    </span>
  );
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
      <Panel flush title={t("identity.duplicates.title")}>
        <DataTable
          caption={t("identity.duplicates.title")}
          columns={[
            {
              id: "newer",
              label: t("identity.duplicates.newer"),
              head: true,
              cell: ({ accounts: [newer] }) => newer && account(newer),
            },
            {
              id: "older",
              label: t("identity.duplicates.older"),
              cell: ({ accounts: [, older] }) => older && account(older),
            },
            {
              id: "match",
              label: t("identity.duplicates.match"),
              cell: ({ match }) => t(`identity.duplicates.matches.${match}`),
            },
            {
              id: "opened",
              label: t("identity.duplicates.opened"),
              numeric: true,
              cell: ({ openedAt }) => format.minute(openedAt),
            },
            {
              id: "decide",
              label: t("identity.duplicates.decide"),
              act: true,
              cell: ({ id }) => <DecideDuplicate caseId={id} decide={decideDuplicateAction} />,
            },
          ]}
          empty={t("identity.duplicates.empty")}
          rowKey={({ id }) => id}
          rows={pairs}
        />
      </Panel>
    </>
  );
}
