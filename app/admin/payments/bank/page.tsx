import type { Metadata, Route } from "next";
import { PrepareBatch } from "#components/admin/bank/batch-actions.tsx";
import { BATCH_TONE } from "#components/admin/bank/tones.ts";
import { UploadStatement } from "#components/admin/bank/upload-statement.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { bankBatches, bankQueues, bankStatements, STATEMENT_FAULTS } from "#lib/cashier/index.ts";
import { bankImport, bankRelease, paymentsRead } from "#lib/cashier/permissions.ts";
import { may } from "#lib/platform/permission.ts";
import { type Query, staffPage } from "../../staff-page.ts";
import { prepareBatchAction } from "./actions.ts";

export const metadata: Metadata = { title: "Bank transfers" };

const iban = (text: string) => <span className="figures whitespace-nowrap">{`…${text.slice(-8)}`}</span>;

export default async function BankTransfers({ searchParams }: { searchParams: Query }) {
  const { staff, t, format } = await staffPage("/admin/payments/bank", paymentsRead);
  const [query, queues, batches, statements] = await Promise.all([
    searchParams,
    bankQueues(),
    bankBatches(),
    bankStatements(),
  ]);
  return (
    <>
      <PageHead lead={t("bank.lead")} title={t("bank.title")} />
      {may(staff, bankImport) && (
        <Panel title={t("bank.upload.title")}>
          <UploadStatement account={staff.id} faults={STATEMENT_FAULTS} query={query} t={t} />
        </Panel>
      )}
      <Panel flush title={t("bank.queue.title")}>
        <DataTable
          caption={t("bank.queue.title")}
          columns={[
            {
              id: "account",
              label: t("bank.queue.account"),
              head: true,
              cell: (row) => (
                <span className="grid gap-0.5">
                  {`${row.name}, ${row.currency}`}
                  <span className="figures text-muted text-xs">{row.iban}</span>
                </span>
              ),
            },
            {
              id: "transfers",
              label: t("bank.queue.transfers"),
              numeric: true,
              cell: ({ transfers }) => format.number(transfers),
            },
            {
              id: "amount",
              label: t("bank.queue.amount"),
              numeric: true,
              cell: ({ amount, currency }) => format.money(amount, currency),
            },
            {
              id: "since",
              label: t("bank.queue.since"),
              numeric: true,
              cell: ({ since }) => since && format.minute(since),
            },
            {
              id: "prepare",
              label: t("bank.queue.prepare"),
              act: true,
              cell: (row) =>
                row.transfers > 0n && may(staff, bankRelease) ? (
                  <PrepareBatch account={row.iban} prepare={prepareBatchAction} />
                ) : null,
            },
          ]}
          empty={t("bank.none")}
          rowKey={(row) => row.iban}
          rows={queues}
        />
      </Panel>
      <Panel flush title={t("bank.batches.title")}>
        <DataTable
          caption={t("bank.batches.title")}
          columns={[
            {
              id: "prepared",
              label: t("bank.batches.prepared"),
              head: true,
              cell: ({ id, preparedAt }) => (
                <PageLink
                  className="font-medium hover:underline"
                  href={`/admin/payments/bank/batches/${id}` as Route}
                >
                  {format.minute(preparedAt)}
                </PageLink>
              ),
            },
            { id: "account", label: t("bank.batches.account"), cell: ({ account }) => iban(account) },
            {
              id: "transfers",
              label: t("bank.batches.transfers"),
              numeric: true,
              cell: ({ transfers }) => format.number(transfers),
            },
            {
              id: "amount",
              label: t("bank.batches.amount"),
              numeric: true,
              cell: ({ amount, currency }) => format.money(amount, currency),
            },
            {
              id: "state",
              label: t("bank.batches.state"),
              cell: ({ state }) => (
                <Badge tone={BATCH_TONE[state] ?? "plain"}>{t(`bank.batchState.${state}`)}</Badge>
              ),
            },
          ]}
          empty={t("bank.batches.empty")}
          rowKey={({ id }) => id}
          rows={batches}
        />
      </Panel>
      <Panel flush title={t("bank.statements.title")}>
        <DataTable
          caption={t("bank.statements.title")}
          columns={[
            {
              id: "statement",
              label: t("bank.statements.statement"),
              head: true,
              cell: ({ id, statementRef, format: kind, gap, waiting }) => (
                <span className="flex flex-wrap items-center gap-2">
                  <PageLink
                    className="wrap-anywhere font-medium hover:underline"
                    href={`/admin/payments/bank/${id}` as Route}
                  >
                    {statementRef}
                  </PageLink>
                  <span className="text-muted text-xs">{kind}</span>
                  {gap && <Badge tone="warn">{t("bank.statements.gap")}</Badge>}
                  {waiting ? <Badge tone="accent">{t("bank.statements.processing")}</Badge> : null}
                </span>
              ),
            },
            { id: "account", label: t("bank.statements.account"), cell: ({ account }) => iban(account) },
            {
              id: "balance",
              label: t("bank.statements.balance"),
              numeric: true,
              cell: ({ closing, currency }) => (closing === null ? null : format.money(closing, currency)),
            },
            {
              id: "added",
              label: t("bank.statements.added"),
              numeric: true,
              cell: ({ added }) => format.number(added),
            },
            {
              id: "known",
              label: t("bank.statements.known"),
              numeric: true,
              cell: ({ known }) => format.number(known),
            },
            {
              id: "suspended",
              label: t("bank.statements.suspended"),
              numeric: true,
              cell: ({ suspended }) => format.number(suspended ?? 0n),
            },
            {
              id: "imported",
              label: t("bank.statements.imported"),
              numeric: true,
              cell: ({ importedAt, importedBy }) =>
                [format.minute(importedAt), importedBy].filter(Boolean).join(", "),
            },
          ]}
          empty={t("bank.statements.empty")}
          rowKey={({ id }) => id}
          rows={statements}
        />
      </Panel>
    </>
  );
}
