import type { Metadata } from "next";
import { commandName, WaitingApproval } from "#components/admin/approvals/approval.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { SubjectLink } from "#components/admin/places.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { approvals } from "#lib/backoffice/index.ts";
import { approvalsDecide } from "#lib/backoffice/permissions.ts";
import { staffPage } from "../staff-page.ts";
import { approveForm, rejectForm, withdrawForm } from "./actions.ts";

export const metadata: Metadata = { title: "Approvals" };

export default async function Approvals() {
  const { staff, t, format } = await staffPage("/admin/approvals", approvalsDecide);
  const { waiting, decided } = await approvals();
  return (
    <>
      <PageHead title={t("approvals.title")} lead={t("approvals.lead")} />
      <Panel flush title={t("approvals.waiting")}>
        {waiting.length === 0 ? (
          <p className="px-3 py-6 text-center text-muted text-sm">{t("approvals.none")}</p>
        ) : (
          <ul className="divide-y divide-line">
            {waiting.map((approval) => (
              <WaitingApproval
                key={approval.id}
                approval={approval}
                own={approval.requestedBy === staff.id}
                t={t}
                format={format}
                approve={approveForm}
                reject={rejectForm}
                withdraw={withdrawForm}
              />
            ))}
          </ul>
        )}
      </Panel>
      <Panel flush title={t("approvals.decided")}>
        <DataTable
          caption={t("approvals.decided")}
          columns={[
            {
              id: "command",
              label: t("approvals.what"),
              head: true,
              cell: ({ command }) => commandName(t, command),
            },
            {
              id: "subject",
              label: t("approvals.subject"),
              cell: ({ subject }) => <SubjectLink subject={subject} />,
            },
            { id: "by", label: t("approvals.by"), cell: ({ requestedByName }) => requestedByName },
            { id: "status", label: t("approvals.status"), cell: ({ status }) => t(`approvals.is.${status}`) },
            { id: "decider", label: t("approvals.decider"), cell: ({ decidedByName }) => decidedByName },
            {
              id: "at",
              label: t("approvals.at"),
              numeric: true,
              cell: ({ requestedAt, decidedAt }) => format.minute(decidedAt ?? requestedAt),
            },
          ]}
          empty={t("approvals.nothing")}
          rowKey={({ id }) => id}
          rows={decided}
        />
      </Panel>
    </>
  );
}
