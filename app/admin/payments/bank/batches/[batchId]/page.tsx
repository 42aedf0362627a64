import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BatchSteps, RejectPayout } from "#components/admin/bank/batch-actions.tsx";
import { BATCH_TONE, PAYOUT_TONE } from "#components/admin/bank/tones.ts";
import { DataTable } from "#components/admin/data-table.tsx";
import { Facts, Panel } from "#components/admin/panel.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { bankBatch } from "#lib/cashier/index.ts";
import { bankRelease, paymentsRead } from "#lib/cashier/permissions.ts";
import type { BatchState } from "#lib/cashier/schema.ts";
import { isUuid } from "#lib/core/id.ts";
import { may } from "#lib/platform/permission.ts";
import { staffPage } from "../../../../staff-page.ts";
import {
  discardBatchAction,
  markBatchSentAction,
  rejectPayoutAction,
  releaseBatchAction,
} from "../../actions.ts";

export const metadata: Metadata = { title: "Bank transfers" };

export default async function BankBatchPage({ params }: { params: Promise<{ batchId: string }> }) {
  const { batchId } = await params;
  const { staff, t, format } = await staffPage(`/admin/payments/bank/batches/${batchId}`, paymentsRead);
  const found = isUuid(batchId) ? await bankBatch(batchId) : null;
  if (!found) notFound();
  const { state, currency, payouts } = found;
  const mayRelease = may(staff, bankRelease);
  const isReleased = state === "released" || state === "sent";
  return (
    <>
      <nav className="-mb-2 text-sm">
        <PageLink className="text-muted hover:text-ink hover:underline" href="/admin/payments/bank">
          {t("bank.back")}
        </PageLink>
      </nav>
      <PageHead
        aside={
          mayRelease && (
            <span className="flex flex-wrap gap-2">
              {isReleased && (
                <a
                  className={buttonClass({})}
                  download
                  href={`/admin/payments/bank/batches/${found.id}/file`}
                >
                  {t("bank.batch.download")}
                </a>
              )}
              <BatchSteps
                batchId={found.id}
                state={state as BatchState}
                steps={{
                  discard: discardBatchAction,
                  release: releaseBatchAction,
                  markSent: markBatchSentAction,
                }}
              />
            </span>
          )
        }
        lead={<Badge tone={BATCH_TONE[state] ?? "plain"}>{t(`bank.batchState.${state}`)}</Badge>}
        title={t("bank.batch.title", { at: format.minute(found.preparedAt) })}
      />
      <Panel>
        <Facts
          facts={[
            { label: t("bank.queue.account"), value: found.account },
            { label: t("bank.queue.transfers"), value: format.number(found.transfers) },
            { label: t("bank.batch.total"), value: format.money(found.amount, currency) },
            {
              label: t("bank.batch.executionDay"),
              value: found.executionDay ? format.day(found.executionDay) : "–",
            },
          ]}
        />
      </Panel>
      <Panel flush title={t("bank.batch.payouts")}>
        <DataTable
          caption={t("bank.batch.payouts")}
          columns={[
            { id: "holder", label: t("bank.batch.holder"), head: true, cell: ({ holder }) => holder },
            {
              id: "iban",
              label: t("bank.batch.iban"),
              cell: ({ iban }) => <span className="figures wrap-anywhere">{iban}</span>,
            },
            {
              id: "endToEndId",
              label: t("bank.batch.endToEndId"),
              wide: true,
              cell: ({ endToEndId }) => <span className="figures text-xs wrap-anywhere">{endToEndId}</span>,
            },
            {
              id: "amount",
              label: t("bank.batch.amount"),
              numeric: true,
              cell: ({ amount }) => format.money(amount, currency),
            },
            {
              id: "state",
              label: t("bank.batch.state"),
              cell: (payout) => (
                <span className="flex flex-wrap items-center gap-2">
                  <Badge tone={PAYOUT_TONE[payout.state] ?? "plain"}>
                    {t(`bank.payoutState.${payout.state}`)}
                  </Badge>
                  {payout.reason && <span className="text-muted text-xs">{payout.reason}</span>}
                </span>
              ),
            },
            {
              id: "reject",
              label: t("bank.batch.reject"),
              act: true,
              cell: (payout) =>
                mayRelease && isReleased && payout.state === "sent" ? (
                  <RejectPayout payoutId={payout.payoutId} reject={rejectPayoutAction} />
                ) : null,
            },
          ]}
          empty={t("bank.batch.empty")}
          rowKey={({ payoutId }) => payoutId}
          rows={payouts}
        />
      </Panel>
    </>
  );
}
