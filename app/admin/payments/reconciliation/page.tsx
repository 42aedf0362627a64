import type { Metadata, Route } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { DifferenceActions, StartReconciliation } from "#components/admin/payments/difference-actions.tsx";
import { nameOf } from "#components/admin/payments/names.tsx";
import { PaymentsNav } from "#components/admin/payments/nav.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import {
  closedDifferences,
  openDifferences,
  paymentFilters,
  reconciliationRuns,
} from "#lib/cashier/index.ts";
import { paymentsCorrect, paymentsRead } from "#lib/cashier/permissions.ts";
import type { Difference } from "#lib/cashier/schema.ts";
import { may } from "#lib/platform/permission.ts";
import { staffPage } from "../../staff-page.ts";
import { correctDifferenceAction, startReconciliationAction, takeDifferenceAction } from "../actions.ts";

export const metadata: Metadata = { title: "Reconciliation" };

const HERE = "/admin/payments/reconciliation";
const DAY_MS = 24 * 3_600_000;
const CLOSED_SHOWN = 20;

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);
const RUN_TONE = { running: "accent", done: "up", failed: "down" } as const;

export default async function Reconciliation() {
  const { staff, t, format } = await staffPage(HERE, paymentsRead);
  const [runs, open, closed] = await Promise.all([
    reconciliationRuns(),
    openDifferences(),
    closedDifferences(CLOSED_SHOWN),
  ]);
  const now = Date.now();
  const corrects = may(staff, paymentsCorrect);
  const amount = (minor: bigint | null, currency: string | null) =>
    minor === null || currency === null ? null : format.money(minor, currency);
  const shared = [
    {
      id: "kind",
      label: t("payments.reconciliation.kind"),
      head: true,
      cell: ({ kind, side }: Difference) =>
        `${t(`payments.reconciliation.kinds.${kind}`)} (${t(`payments.reconciliation.sides.${side}`)})`,
    },
    {
      id: "provider",
      label: t("payments.list.provider"),
      cell: ({ provider }: Difference) => nameOf(t, "provider", provider),
    },
    {
      id: "object",
      label: t("payments.reconciliation.object"),
      cell: ({ objectId }: Difference) => <span className="wrap-anywhere text-xs">{objectId}</span>,
    },
    {
      id: "ledger",
      label: t("payments.reconciliation.ledger"),
      numeric: true,
      cell: ({ ledgerAmount, ledgerCurrency }: Difference) => amount(ledgerAmount, ledgerCurrency),
    },
    {
      id: "outside",
      label: t("payments.reconciliation.outside"),
      numeric: true,
      cell: ({ outsideAmount, outsideCurrency }: Difference) => amount(outsideAmount, outsideCurrency),
    },
  ];
  return (
    <>
      <PageHead
        aside={
          <span className="flex flex-wrap gap-2">
            <ButtonLink href={`${HERE}/proof` as Route} size="sm">
              {t("payments.reconciliation.proof")}
            </ButtonLink>
            <a
              className="inline-flex min-h-9 items-center text-sm underline-offset-4 hover:underline pointer-coarse:min-h-11"
              href={`${HERE}/export`}
            >
              {t("payments.reconciliation.export")}
            </a>
            {corrects && (
              <StartReconciliation
                providers={paymentFilters().providers.map((id) => ({ id, name: nameOf(t, "provider", id) }))}
                since={dayText(now - DAY_MS)}
                start={startReconciliationAction}
                until={dayText(now)}
              />
            )}
          </span>
        }
        lead={t("payments.reconciliation.lead")}
        title={t("payments.title")}
      />
      <PaymentsNav t={t} view="reconciliation" />
      <Panel flush title={t("payments.reconciliation.open")}>
        <DataTable
          caption={t("payments.reconciliation.open")}
          columns={[
            ...shared,
            {
              id: "age",
              label: t("payments.reconciliation.age"),
              numeric: true,
              cell: ({ openedAt }) => format.age((now - openedAt.getTime()) / 1_000),
            },
            {
              id: "assignee",
              label: t("payments.review.assignee"),
              cell: ({ assignee }) => assignee ?? t("payments.review.nobody"),
            },
            ...(corrects
              ? [
                  {
                    id: "act",
                    label: t("payments.exceptions.act"),
                    act: true,
                    cell: ({ id, assigneeId, ledgerAmount, outsideAmount }: Difference) => (
                      <span className="inline-flex flex-wrap justify-end gap-1">
                        <DifferenceActions
                          assigneeId={assigneeId}
                          correct={correctDifferenceAction}
                          differenceId={id}
                          ledgerAmount={ledgerAmount?.toString() ?? null}
                          outsideAmount={outsideAmount?.toString() ?? null}
                          own={assigneeId === staff.id}
                          take={takeDifferenceAction}
                        />
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
          empty={t("payments.reconciliation.none")}
          rowKey={({ id }) => id}
          rows={open}
        />
      </Panel>
      <Panel flush title={t("payments.reconciliation.closed")}>
        <DataTable
          caption={t("payments.reconciliation.closed")}
          columns={[
            ...shared,
            {
              id: "state",
              label: t("payments.list.state"),
              cell: ({ state, corrector }) => (
                <span className="inline-flex flex-wrap items-center gap-2">
                  <Badge tone={state === "matched" ? "up" : "accent"}>
                    {t(`payments.reconciliation.states.${state}`)}
                  </Badge>
                  {corrector}
                </span>
              ),
            },
            {
              id: "at",
              label: t("payments.one.at"),
              numeric: true,
              cell: ({ closedAt }) => closedAt && format.minute(closedAt),
            },
          ]}
          empty={t("payments.reconciliation.noneClosed")}
          rowKey={({ id }) => id}
          rows={closed}
        />
      </Panel>
      <Panel flush title={t("payments.reconciliation.runs")}>
        <DataTable
          caption={t("payments.reconciliation.runs")}
          columns={[
            {
              id: "provider",
              label: t("payments.list.provider"),
              head: true,
              cell: ({ provider }) => nameOf(t, "provider", provider),
            },
            {
              id: "period",
              label: t("payments.reconciliation.period"),
              cell: ({ since, until }) => `${format.minute(since)} – ${format.minute(until)}`,
            },
            {
              id: "state",
              label: t("payments.list.state"),
              cell: ({ state, failure }) => (
                <span className="inline-flex flex-wrap items-center gap-2">
                  <Badge tone={RUN_TONE[state]}>{t(`payments.reconciliation.runStates.${state}`)}</Badge>
                  {failure && <span className="wrap-anywhere text-muted text-xs">{failure}</span>}
                </span>
              ),
            },
            {
              id: "ledger",
              label: t("payments.reconciliation.ledger"),
              numeric: true,
              cell: ({ ledgerCount }) => format.number(ledgerCount),
            },
            {
              id: "outside",
              label: t("payments.reconciliation.sides.provider"),
              numeric: true,
              cell: ({ providerCount }) => format.number(providerCount),
            },
            {
              id: "external",
              label: t("payments.reconciliation.sides.external"),
              numeric: true,
              cell: ({ externalCount }) => externalCount !== null && format.number(externalCount),
            },
            {
              id: "matched",
              label: t("payments.reconciliation.matched"),
              numeric: true,
              cell: ({ matched }) => format.number(matched),
            },
            {
              id: "found",
              label: t("payments.reconciliation.found"),
              numeric: true,
              cell: ({ found }) => format.number(found),
            },
            {
              id: "at",
              label: t("payments.one.at"),
              numeric: true,
              cell: ({ startedAt }) => format.minute(startedAt),
            },
          ]}
          empty={t("payments.reconciliation.noRuns")}
          rowKey={({ id }) => id}
          rows={runs}
        />
        <p className="border-line border-t px-3 py-2 text-muted text-xs">
          {t("payments.reconciliation.morning")}{" "}
          <PageLink className="underline underline-offset-4" href="/admin/audit?action=reconciliation">
            {t("payments.reconciliation.audit")}
          </PageLink>
        </p>
      </Panel>
    </>
  );
}
