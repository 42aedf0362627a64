import type { Metadata } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { nameOf } from "#components/admin/payments/names.tsx";
import { SearchForm } from "#components/admin/search-form.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { readSearch } from "#lib/backoffice/index.ts";
import { openDifferences, outsideBalances, paymentFilters, proofOf } from "#lib/cashier/index.ts";
import { paymentsRead } from "#lib/cashier/permissions.ts";
import { ProofSearch } from "#lib/cashier/schema.ts";
import { dayStart, nextDay } from "#lib/core/zoned-time.ts";
import { type Query, staffPage, typedSearch } from "../../../staff-page.ts";

export const metadata: Metadata = { title: "Reconciliation proof" };

const HERE = "/admin/payments/reconciliation/proof";
const DAY_MS = 24 * 3_600_000;
const AGES = [1, 7, 30] as const;
const DIFFERENCES_MAX = 10_000;

export default async function ReconciliationProof({ searchParams }: { searchParams: Query }) {
  const { t, format } = await staffPage(HERE, paymentsRead);
  const query = await searchParams;
  const { search, unreadable } = readSearch(ProofSearch, query);
  const typed = typedSearch(t, query, unreadable);
  const now = new Date();
  const today = now.toISOString().slice(0, 10);
  const from = search.from ?? new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
  const to = search.to ?? today;
  const until = dayStart(nextDay(to), "UTC");
  const [accounts, balances, open] = await Promise.all([
    proofOf(search.provider ?? null, dayStart(from, "UTC"), until),
    outsideBalances(search.provider ?? null, until),
    openDifferences(DIFFERENCES_MAX),
  ]);
  const own = open.filter(({ provider }) => !search.provider || provider === search.provider);
  const ages = [...AGES, Number.POSITIVE_INFINITY].map((days, at) => {
    const above = at === 0 ? 0 : (AGES[at - 1] ?? 0);
    const rows = own.filter(({ openedAt }) => {
      const age = (now.getTime() - openedAt.getTime()) / DAY_MS;
      return age >= above && age < days;
    });
    return { days, above, count: rows.length };
  });
  const lines = accounts.flatMap((account) => [
    {
      key: `${account.accountId}`,
      name: `${t(`account.${account.kind}`)}, ${nameOf(t, "provider", account.provider)}, ${account.currency}`,
      ...account,
    },
  ]);
  return (
    <>
      <nav className="-mb-2 text-sm">
        <PageLink className="text-muted hover:text-ink hover:underline" href="/admin/payments/reconciliation">
          {t("payments.reconciliation.title")}
        </PageLink>
      </nav>
      <PageHead
        lead={t("payments.reconciliation.proofLead", { from, to })}
        title={t("payments.reconciliation.proof")}
      />
      <Panel flush>
        <SearchForm
          action={HERE}
          fields={[
            {
              name: "provider",
              label: t("payments.list.provider"),
              ...typed("provider"),
              options: paymentFilters().providers.map((value) => ({
                value,
                label: nameOf(t, "provider", value),
              })),
            },
            { name: "from", label: t("payments.list.from"), ...typed("from"), type: "date" },
            { name: "to", label: t("payments.list.to"), ...typed("to"), type: "date" },
          ]}
          t={t}
        />
      </Panel>
      {lines.length === 0 && (
        <p className="px-3 py-6 text-center text-muted text-sm">{t("payments.reconciliation.noAccounts")}</p>
      )}
      {lines.map(({ key, name, currency, opening, closing, gap, movements }) => (
        <Panel
          aside={
            <Badge tone={gap === 0n ? "up" : "down"}>
              {gap === 0n
                ? t("payments.reconciliation.proved")
                : t("payments.reconciliation.gap", { amount: format.signed(gap, currency) })}
            </Badge>
          }
          flush
          key={key}
          title={name}
        >
          <DataTable
            caption={name}
            columns={[
              { id: "line", label: t("payments.reconciliation.line"), head: true, cell: ({ text }) => text },
              {
                id: "count",
                label: t("payments.exceptions.count"),
                numeric: true,
                cell: ({ count }) => count !== null && format.number(count),
              },
              {
                id: "amount",
                label: t("payments.list.amount"),
                numeric: true,
                cell: ({ amount, sum }) =>
                  sum ? format.money(amount, currency) : format.signed(amount, currency),
              },
            ]}
            dense
            empty={t("payments.reconciliation.noAccounts")}
            rowKey={({ id }) => id}
            rows={[
              {
                id: "opening",
                text: t("payments.reconciliation.opening"),
                count: null,
                amount: opening,
                sum: true,
              },
              ...movements.map(({ code, count, amount }) => ({
                id: `movement ${code}`,
                text: t.has(`transfer.${code}`) ? t(`transfer.${code}`) : code,
                count,
                amount,
                sum: false,
              })),
              {
                id: "closing",
                text: t("payments.reconciliation.closing"),
                count: null,
                amount: closing,
                sum: true,
              },
            ]}
          />
        </Panel>
      ))}
      <Panel flush title={t("payments.reconciliation.balances")}>
        <DataTable
          caption={t("payments.reconciliation.balances")}
          columns={[
            {
              id: "provider",
              label: t("payments.list.provider"),
              head: true,
              cell: ({ provider, currency }) => `${nameOf(t, "provider", provider)}, ${currency}`,
            },
            {
              id: "ledger",
              label: t("payments.reconciliation.ledger"),
              numeric: true,
              cell: ({ ledger, currency }) => format.money(ledger, currency),
            },
            {
              id: "outside",
              label: t("payments.reconciliation.outside"),
              numeric: true,
              cell: ({ outside, currency }) => format.money(outside, currency),
            },
            {
              id: "difference",
              label: t("payments.reconciliation.difference"),
              numeric: true,
              cell: ({ ledger, outside, currency }) => format.signed(outside - ledger, currency),
            },
            {
              id: "at",
              label: t("payments.one.at"),
              numeric: true,
              cell: ({ at }) => format.minute(at),
            },
          ]}
          empty={t("payments.reconciliation.noBalances")}
          rowKey={({ runId, currency }) => `${runId} ${currency}`}
          rows={balances}
        />
      </Panel>
      <Panel flush title={t("payments.reconciliation.ages")}>
        <DataTable
          caption={t("payments.reconciliation.ages")}
          columns={[
            {
              id: "age",
              label: t("payments.reconciliation.age"),
              head: true,
              cell: ({ days, above }) =>
                Number.isFinite(days)
                  ? t("payments.reconciliation.upTo", { days })
                  : t("payments.reconciliation.older", { days: above }),
            },
            {
              id: "count",
              label: t("payments.exceptions.count"),
              numeric: true,
              cell: ({ count }) => format.number(count),
            },
          ]}
          dense
          empty={t("payments.reconciliation.none")}
          rowKey={({ above }) => String(above)}
          rows={ages}
        />
      </Panel>
    </>
  );
}
