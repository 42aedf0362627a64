import type { Metadata } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { nameOf, PaymentState } from "#components/admin/payments/names.tsx";
import { PaymentsNav } from "#components/admin/payments/nav.tsx";
import { Pager, type SearchField, SearchForm } from "#components/admin/search-form.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { NOTHING, readSearch } from "#lib/backoffice/index.ts";
import { paymentFilters, searchPayments } from "#lib/cashier/index.ts";
import { paymentsRead } from "#lib/cashier/permissions.ts";
import { DIRECTIONS, PAYMENT_STATES, PaymentSearch } from "#lib/cashier/schema.ts";
import { type Query, staffPage, typedSearch, withCursor } from "../staff-page.ts";

export const metadata: Metadata = { title: "Payments" };

export default async function Payments({ searchParams }: { searchParams: Query }) {
  const { t, format, timeZone } = await staffPage("/admin/payments", paymentsRead);
  const query = await searchParams;
  const { search, unreadable } = readSearch(PaymentSearch, query);
  const { rows, next } = unreadable.length > 0 ? NOTHING : await searchPayments(search, timeZone);
  const typed = typedSearch(t, query, unreadable);
  const { providers, methods } = paymentFilters();
  const chosen = (name: string, group: string, values: readonly string[]): SearchField => ({
    name,
    label: t(`payments.list.${name}`),
    ...typed(name),
    options: values.map((value) => ({ value, label: nameOf(t, group, value) })),
  });
  const field = (name: string, type: "text" | "date" = "text"): SearchField => ({
    name,
    label: t(`payments.list.${name}`),
    ...typed(name),
    type,
  });
  return (
    <>
      <PageHead title={t("payments.title")} />
      <PaymentsNav t={t} view="list" />
      <Panel flush>
        <SearchForm
          action="/admin/payments"
          fields={[
            { ...field("q"), type: "search", grow: true },
            chosen("direction", "direction", DIRECTIONS),
            chosen("state", "state", PAYMENT_STATES),
            chosen("provider", "provider", providers),
            chosen("method", "method", methods),
            field("min"),
            field("max"),
            field("from", "date"),
            field("to", "date"),
          ]}
          t={t}
        />
      </Panel>
      <Panel flush>
        <DataTable
          caption={t("payments.title")}
          columns={[
            {
              id: "payment",
              label: t("payments.list.payment"),
              head: true,
              cell: ({ direction, method }) =>
                `${t(`payments.direction.${direction}`)}, ${nameOf(t, "method", method)}`,
            },
            {
              id: "player",
              label: t("payments.list.player"),
              cell: ({ email }) => <span className="wrap-anywhere">{email}</span>,
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
              cell: ({ state }) => <PaymentState state={state} t={t} />,
            },
            {
              id: "provider",
              label: t("payments.list.provider"),
              wide: true,
              cell: ({ provider }) => nameOf(t, "provider", provider),
            },
            {
              id: "changed",
              label: t("payments.list.changed"),
              numeric: true,
              wide: true,
              cell: ({ changedAt }) => format.stamp(changedAt),
            },
            {
              id: "started",
              label: t("payments.list.started"),
              numeric: true,
              cell: ({ createdAt }) => format.stamp(createdAt),
            },
          ]}
          empty={unreadable.length > 0 ? t("search.unreadable.title") : t("payments.list.empty")}
          rowHref={({ id }) => `/admin/payments/${id}`}
          rowKey={({ id }) => id}
          rows={rows}
        />
        <Pager
          first={search.before ? withCursor("/admin/payments", search, null) : null}
          next={next && withCursor("/admin/payments", search, next)}
          t={t}
        />
      </Panel>
    </>
  );
}
