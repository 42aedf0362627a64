import type { Metadata, Route } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { ParkedEventsActions, ResolveException } from "#components/admin/payments/exception-actions.tsx";
import { nameOf } from "#components/admin/payments/names.tsx";
import { PaymentsNav } from "#components/admin/payments/nav.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { openExceptions, parkedProviderEvents } from "#lib/cashier/index.ts";
import { paymentsCorrect, paymentsRead } from "#lib/cashier/permissions.ts";
import type { ExceptionRow, ParkedEvents } from "#lib/cashier/schema.ts";
import { may } from "#lib/platform/permission.ts";
import { staffPage } from "../../staff-page.ts";
import {
  assignExceptionAction,
  dismissExceptionAction,
  dismissProviderEventsAction,
  retryProviderEventsAction,
  returnExceptionAction,
} from "../actions.ts";

export const metadata: Metadata = { title: "Payment exceptions" };

export default async function PaymentExceptions() {
  const { staff, t, format } = await staffPage("/admin/payments/exceptions", paymentsRead);
  const [exceptions, parked] = await Promise.all([openExceptions(), parkedProviderEvents()]);
  const now = Date.now();
  const corrects = may(staff, paymentsCorrect);
  return (
    <>
      <PageHead lead={t("payments.exceptions.lead")} title={t("payments.title")} />
      <PaymentsNav t={t} view="exceptions" />
      <Panel flush title={t("payments.exceptions.title")}>
        <DataTable
          caption={t("payments.exceptions.title")}
          columns={[
            {
              id: "problem",
              label: t("payments.exceptions.problem"),
              head: true,
              cell: ({ problem }) => nameOf(t, "problem", problem),
            },
            {
              id: "amount",
              label: t("payments.list.amount"),
              numeric: true,
              cell: ({ amount, currency }) => format.money(amount, currency),
            },
            {
              id: "state",
              label: t("payments.list.state"),
              cell: ({ suspended, returnState, returnFailed }) => (
                <span className="inline-flex flex-wrap justify-end gap-1 md:justify-start">
                  {returnState ? (
                    <Badge tone="accent">{t("payments.exceptions.returning")}</Badge>
                  ) : (
                    <Badge tone={suspended ? "warn" : "plain"}>
                      {t(suspended ? "payments.exceptions.suspended" : "payments.exceptions.noMoney")}
                    </Badge>
                  )}
                  {!returnState && returnFailed && (
                    <Badge tone="down">
                      {t("payments.exceptions.returnFailed", { reason: returnFailed })}
                    </Badge>
                  )}
                </span>
              ),
            },
            {
              id: "provider",
              label: t("payments.list.provider"),
              cell: ({ provider }) => nameOf(t, "provider", provider),
            },
            {
              id: "object",
              label: t("payments.exceptions.object"),
              cell: ({ objectId }) => <span className="wrap-anywhere text-xs">{objectId}</span>,
            },
            {
              id: "payment",
              label: t("payments.exceptions.payment"),
              cell: ({ paymentId, email }) =>
                paymentId && (
                  <PageLink
                    className="wrap-anywhere hover:underline"
                    href={`/admin/payments/${paymentId}` as Route}
                  >
                    {email}
                  </PageLink>
                ),
            },
            {
              id: "age",
              label: t("payments.exceptions.age"),
              numeric: true,
              cell: ({ openedAt }) => format.age((now - openedAt.getTime()) / 1_000),
            },
            ...(corrects
              ? [
                  {
                    id: "act",
                    label: t("payments.exceptions.act"),
                    act: true,
                    cell: ({ id, suspended, returnState }: ExceptionRow) =>
                      !returnState && (
                        <span className="inline-flex flex-wrap justify-end gap-1">
                          <ResolveException
                            assign={assignExceptionAction}
                            dismiss={dismissExceptionAction}
                            exceptionId={id}
                            giveBack={returnExceptionAction}
                            suspended={suspended}
                          />
                        </span>
                      ),
                  },
                ]
              : []),
          ]}
          empty={t("payments.exceptions.empty")}
          rowKey={({ id }) => id}
          rows={exceptions}
        />
      </Panel>
      <Panel flush title={t("payments.exceptions.parked")}>
        <p className="border-b px-3 py-2 text-muted text-sm">{t("payments.exceptions.parkedLead")}</p>
        <DataTable
          caption={t("payments.exceptions.parked")}
          columns={[
            {
              id: "kind",
              label: t("payments.exceptions.kind"),
              head: true,
              cell: ({ kind }) => <span className="wrap-anywhere">{kind}</span>,
            },
            {
              id: "provider",
              label: t("payments.list.provider"),
              cell: ({ provider }) => nameOf(t, "provider", provider),
            },
            {
              id: "failure",
              label: t("payments.exceptions.failure"),
              cell: ({ failure, processable }) => (
                <span className="wrap-anywhere">
                  {failure ?? (processable ? "–" : t("payments.exceptions.unknownKind"))}
                </span>
              ),
            },
            {
              id: "count",
              label: t("payments.exceptions.count"),
              numeric: true,
              cell: ({ count }) => format.number(count),
            },
            {
              id: "last",
              label: t("payments.exceptions.last"),
              numeric: true,
              cell: ({ lastAt }) => format.stamp(lastAt),
            },
            ...(corrects
              ? [
                  {
                    id: "act",
                    label: t("payments.exceptions.act"),
                    act: true,
                    cell: ({ provider, kind, processable }: ParkedEvents) => (
                      <span className="inline-flex flex-wrap justify-end gap-1">
                        <ParkedEventsActions
                          dismiss={dismissProviderEventsAction}
                          kind={kind}
                          processable={processable}
                          provider={provider}
                          retry={retryProviderEventsAction}
                        />
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
          empty={t("payments.exceptions.parkedEmpty")}
          rowKey={({ provider, kind, failure }) => `${provider} ${kind} ${failure}`}
          rows={parked}
        />
      </Panel>
    </>
  );
}
