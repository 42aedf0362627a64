import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { ENTRY_TONE } from "#components/admin/bank/tones.ts";
import { DataTable } from "#components/admin/data-table.tsx";
import { Facts, Panel } from "#components/admin/panel.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { bankStatement } from "#lib/cashier/index.ts";
import { paymentsRead } from "#lib/cashier/permissions.ts";
import { isUuid } from "#lib/core/id.ts";
import { staffPage } from "../../../staff-page.ts";

export const metadata: Metadata = { title: "Bank transfers" };

export default async function BankStatementPage({ params }: { params: Promise<{ statementId: string }> }) {
  const { statementId } = await params;
  const { t, format } = await staffPage(`/admin/payments/bank/${statementId}`, paymentsRead);
  const found = isUuid(statementId) ? await bankStatement(statementId) : null;
  if (!found) notFound();
  const { currency, opening, closing, entries } = found;
  const money = (minor: bigint | null) => (minor === null ? "–" : format.money(minor, currency));
  const problem = (code: string) =>
    t(t.has(`bank.problem.${code}`) ? `bank.problem.${code}` : "bank.problem.other");
  return (
    <>
      <nav className="-mb-2 text-sm">
        <PageLink className="text-muted hover:text-ink hover:underline" href="/admin/payments/bank">
          {t("bank.back")}
        </PageLink>
      </nav>
      <PageHead lead={found.account} title={t("bank.statement.title", { id: found.statementRef })} />
      <Panel>
        <Facts
          facts={[
            { label: t("bank.statement.opening"), value: money(opening) },
            { label: t("bank.statement.closing"), value: money(closing) },
            { label: t("bank.statements.added"), value: format.number(found.added) },
            { label: t("bank.statements.known"), value: format.number(found.known) },
            { label: t("bank.statement.notBooked"), value: format.number(found.notBooked) },
            { label: t("bank.statements.imported"), value: format.stamp(found.importedAt) },
          ]}
        />
      </Panel>
      <Panel flush title={t("bank.statement.entries")}>
        <DataTable
          caption={t("bank.statement.entries")}
          columns={[
            {
              id: "reference",
              label: t("bank.statement.reference"),
              head: true,
              cell: ({ entryReference, detail }) => (
                <span className="figures wrap-anywhere">
                  {detail > 0 ? `${entryReference} (${detail + 1})` : entryReference}
                </span>
              ),
            },
            {
              id: "booked",
              label: t("bank.statement.booked"),
              cell: ({ bookedOn }) => bookedOn && format.day(bookedOn),
            },
            {
              id: "party",
              label: t("bank.statement.party"),
              cell: ({ partyName, partyAccount }) => (
                <span className="wrap-anywhere">{[partyName, partyAccount].filter(Boolean).join(", ")}</span>
              ),
            },
            {
              id: "remittance",
              label: t("bank.statement.remittance"),
              cell: ({ remittance, returnReason }) => (
                <span className="wrap-anywhere">{[remittance, returnReason].filter(Boolean).join(", ")}</span>
              ),
            },
            {
              id: "amount",
              label: t("bank.statement.amount"),
              numeric: true,
              cell: ({ amount, credit }) => format.signed(credit ? amount : -amount, currency),
            },
            {
              id: "state",
              label: t("bank.statement.state"),
              cell: (entry) => (
                <span className="grid justify-items-end gap-0.5 md:justify-items-start">
                  <Badge tone={ENTRY_TONE[entry.state] ?? "plain"}>
                    {t(`bank.entryState.${entry.state}`)}
                  </Badge>
                  {entry.problem && <span className="text-muted text-xs">{problem(entry.problem)}</span>}
                </span>
              ),
            },
            {
              id: "payment",
              label: t("bank.statement.payment"),
              cell: ({ payment }) =>
                payment && (
                  <PageLink className="hover:underline" href={`/admin/players/${payment.playerId}` as Route}>
                    {payment.playerId.slice(-8)}
                  </PageLink>
                ),
            },
          ]}
          empty={t("bank.statement.empty")}
          rowKey={({ id }) => id}
          rows={entries}
        />
      </Panel>
    </>
  );
}
