import type { Route } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import type { Format } from "#components/admin/format.ts";
import { storedReason, type Translate } from "#components/admin/names.ts";
import { Panel } from "#components/admin/panel.tsx";
import { nameOf, PaymentState } from "#components/admin/payments/names.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { PaymentRecord } from "#lib/cashier/index.ts";

type Shown = { payment: PaymentRecord; t: Translate; format: Format };

export function Timeline({ payment, t, format }: Shown) {
  return (
    <Panel flush title={t("payments.one.timeline")}>
      <DataTable
        caption={t("payments.one.timeline")}
        columns={[
          {
            id: "state",
            label: t("payments.one.step"),
            head: true,
            cell: ({ to }) => <PaymentState state={to} t={t} />,
          },
          {
            id: "by",
            label: t("payments.one.by"),
            cell: ({ cause, staff }) => staff ?? nameOf(t, "cause", cause),
          },
          {
            id: "source",
            label: t("payments.one.reason"),
            cell: ({ cause, source }) => {
              if (source === null || cause === "staff") return null;
              return (
                <span className="wrap-anywhere text-muted text-xs">
                  {cause === "check" ? nameOf(t, "check", source) : source}
                </span>
              );
            },
          },
          { id: "at", label: t("payments.one.at"), numeric: true, cell: ({ at }) => format.stamp(at) },
        ]}
        empty={t("payments.one.none")}
        rowKey={({ version }) => String(version)}
        rows={payment.transitions}
      />
    </Panel>
  );
}

export function Checks({ payment, t }: Omit<Shown, "format">) {
  return (
    <Panel title={t("payments.one.checks")}>
      {payment.checks.length === 0 ? (
        <p className="text-muted text-sm">{t("payments.one.noChecks")}</p>
      ) : (
        <ul className="grid gap-1.5 text-sm">
          {payment.checks.map(({ name, passed }) => (
            <li className="flex items-center justify-between gap-3" key={name}>
              {nameOf(t, "checkName", name)}
              <Badge tone={passed ? "up" : "warn"}>
                {t(passed ? "payments.one.passed" : "payments.one.notPassed")}
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const paymentLink = (id: string) => (
  <PageLink className="wrap-anywhere hover:underline" href={`/admin/payments/${id}` as Route}>
    {id}
  </PageLink>
);

export function Payouts({ payment, t, format }: Shown) {
  const { payouts, refundedBy, direction, currency } = payment;
  if (direction === "deposit" && refundedBy.length === 0) return null;
  const title = t(direction === "deposit" ? "payments.one.refundedBy" : "payments.one.payouts");
  type Row = {
    id: string;
    amount: bigint;
    state: string;
    objectId: string | null;
    reason: string | null;
    other: string | null;
  };
  const rows: Row[] =
    direction === "deposit"
      ? refundedBy.map((each) => ({ ...each, objectId: null, reason: null, other: each.paymentId }))
      : payouts.map(({ refundsId, ...each }) => ({ ...each, other: refundsId }));
  return (
    <Panel flush title={title}>
      <DataTable
        caption={title}
        columns={[
          {
            id: "amount",
            label: t("payments.list.amount"),
            head: true,
            cell: ({ amount }) => format.money(amount, currency),
          },
          {
            id: "state",
            label: t("payments.one.step"),
            cell: ({ state, reason }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                <PaymentState state={state} t={t} />
                {reason && <span className="text-muted text-xs">{reason}</span>}
              </span>
            ),
          },
          {
            id: "object",
            label: t("payments.one.payout"),
            cell: ({ objectId }) => objectId && <span className="wrap-anywhere text-xs">{objectId}</span>,
          },
          {
            id: "other",
            label: t(direction === "deposit" ? "payments.list.payment" : "payments.one.refunds"),
            cell: ({ other }) => other && paymentLink(other),
          },
        ]}
        empty={t("payments.one.noPayouts")}
        rowKey={({ id }) => id}
        rows={rows}
      />
    </Panel>
  );
}

const EVENT_TONE: Readonly<Record<string, Tone>> = { processed: "up", parked: "down", received: "accent" };

export function ProviderEvents({ payment, t, format }: Shown) {
  return (
    <Panel flush title={t("payments.one.events")}>
      <DataTable
        caption={t("payments.one.events")}
        columns={[
          { id: "kind", label: t("payments.one.event"), head: true, cell: ({ kind }) => kind },
          {
            id: "state",
            label: t("payments.one.eventState"),
            cell: ({ state, failure }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                <Badge tone={EVENT_TONE[state] ?? "plain"}>{nameOf(t, "one.eventStates", state)}</Badge>
                {failure && <span className="wrap-anywhere text-muted text-xs">{failure}</span>}
              </span>
            ),
          },
          {
            id: "id",
            label: t("payments.one.id"),
            wide: true,
            cell: ({ eventId }) => <span className="wrap-anywhere text-xs">{eventId}</span>,
          },
          {
            id: "at",
            label: t("payments.one.received"),
            numeric: true,
            cell: ({ receivedAt }) => format.stamp(receivedAt),
          },
        ]}
        empty={t("payments.one.noEvents")}
        rowKey={({ id }) => String(id)}
        rows={payment.events}
      />
    </Panel>
  );
}

export function Transfers({ payment, t, format }: Shown) {
  const account = (kind: string, detail: string) =>
    [t.has(`account.${kind}`) ? t(`account.${kind}`) : kind, detail].filter(Boolean).join(", ");
  return (
    <Panel flush title={t("payments.one.transfers")}>
      <DataTable
        caption={t("payments.one.transfers")}
        columns={[
          {
            id: "code",
            label: t("payments.one.transfer"),
            head: true,
            cell: ({ code }) => (t.has(`transfer.${code}`) ? t(`transfer.${code}`) : code),
          },
          {
            id: "amount",
            label: t("payments.list.amount"),
            numeric: true,
            cell: ({ amount, currency }) => format.money(amount, currency),
          },
          {
            id: "debit",
            label: t("payments.one.debit"),
            cell: ({ debit, debitDetail }) => account(debit, debitDetail),
          },
          {
            id: "credit",
            label: t("payments.one.credit"),
            cell: ({ credit, creditDetail }) => account(credit, creditDetail),
          },
          { id: "at", label: t("payments.one.at"), numeric: true, cell: ({ at }) => format.stamp(at) },
        ]}
        empty={t("payments.one.noTransfers")}
        rowKey={({ id }) => id}
        rows={payment.transfers}
      />
    </Panel>
  );
}

export function Information({ payment, t, format }: Shown) {
  if (payment.information.length === 0) return null;
  return (
    <Panel title={t("payments.one.information")}>
      <ul className="grid gap-4 text-sm">
        {payment.information.map(({ id, note, askedBy, askedAt, outcome, endedAt, documents }) => (
          <li className="grid gap-2" key={id}>
            <p className="text-muted text-xs">
              {`${t("payments.one.asked", { name: askedBy, at: format.minute(askedAt) })}. ${
                outcome && endedAt
                  ? t(`payments.one.${outcome}`, { at: format.minute(endedAt) })
                  : t("payments.one.waiting")
              }`}
            </p>
            <p className="wrap-anywhere whitespace-pre-wrap">{note}</p>
            {documents.length === 0 && <p className="text-muted text-xs">{t("payments.one.noDocuments")}</p>}
            <ul className="flex flex-wrap gap-3">
              {documents.map(({ id: documentId, uploadedAt, deleted }) => {
                const label = t("payments.one.document", { at: format.minute(uploadedAt) });
                return (
                  <li key={documentId}>
                    {deleted ? (
                      <span className="text-muted text-xs">{t("payments.one.deleted")}</span>
                    ) : (
                      <a
                        className="inline-flex min-h-9 items-center rounded-md border px-3 hover:bg-raised pointer-coarse:min-h-11"
                        href={`/admin/identity/documents/${documentId}`}
                        rel="noreferrer"
                        target="_blank"
                      >
                        {label}
                      </a>
                    )}
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Exceptions({ payment, t, format }: Shown) {
  if (payment.exceptions.length === 0) return null;
  return (
    <Panel title={t("payments.one.exceptions")}>
      <ul className="grid gap-2 text-sm">
        {payment.exceptions.map(({ id, problem, amount, currency, openedAt, resolution }) => (
          <li className="flex flex-wrap justify-between gap-x-4" key={id}>
            <span>
              {nameOf(t, "problem", problem)}
              {resolution && ` (${nameOf(t, "exceptions.resolution", resolution)})`}
            </span>
            <span className="figures">{format.money(amount, currency)}</span>
            <span className="figures text-muted text-xs">{format.stamp(openedAt)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Why a payment ended as it did: a word of the provider, or of ours. */
export const reasonOf = (t: Translate, reason: string): string => {
  const known = nameOf(t, "problem", reason);
  return known === reason ? storedReason(t, reason) : known;
};
