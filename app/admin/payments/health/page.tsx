import type { Metadata } from "next";
import { Choices } from "#components/admin/choices.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { nameOf } from "#components/admin/payments/names.tsx";
import { PaymentsNav } from "#components/admin/payments/nav.tsx";
import { PaymentPlots } from "#components/admin/payments/plots.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { paymentCurrencies, paymentPoints, providerHealth } from "#lib/cashier/index.ts";
import { paymentsRead } from "#lib/cashier/permissions.ts";
import { HEALTH_PERIODS } from "#lib/cashier/schema.ts";
import { type Query, staffPage } from "../../staff-page.ts";

export const metadata: Metadata = { title: "Payment providers" };

const HERE = "/admin/payments/health";

export default async function PaymentHealth({ searchParams }: { searchParams: Query }) {
  const { t, format } = await staffPage(HERE, paymentsRead);
  const query = await searchParams;
  const period = HEALTH_PERIODS.find((each) => each === query.period) ?? "24h";
  const currencies = await paymentCurrencies();
  const currency = currencies.find((each) => each === query.currency) ?? currencies[0] ?? "EUR";
  const [{ methods, events }, points] = await Promise.all([
    providerHealth(period),
    paymentPoints(period, currency),
  ]);
  const seconds = (value: number | null) => (value === null ? null : format.age(value));
  return (
    <>
      <PageHead lead={t("payments.health.lead")} title={t("payments.title")} />
      <PaymentsNav t={t} view="health" />
      <Panel
        aside={
          <>
            <Choices
              choices={HEALTH_PERIODS.map((id) => ({ id, label: t(`payments.health.period.${id}`) }))}
              chosen={period}
              href={(id) => `${HERE}?period=${id}&currency=${currency}`}
              label={t("payments.health.periods")}
            />
            {currencies.length > 1 && (
              <Choices
                choices={currencies.map((id) => ({ id, label: id }))}
                chosen={currency}
                href={(id) => `${HERE}?period=${period}&currency=${id}`}
                label={t("payments.health.currency")}
              />
            )}
          </>
        }
        title={t("payments.health.title", { currency })}
      >
        <PaymentPlots
          currency={currency}
          format={format}
          pointLabel={period === "24h" ? format.minute : format.day}
          points={points}
          t={t}
        />
      </Panel>
      <Panel flush title={t("payments.health.methods")}>
        <DataTable
          caption={t("payments.health.methods")}
          columns={[
            {
              id: "method",
              label: t("payments.list.method"),
              head: true,
              cell: ({ provider, method }) =>
                `${nameOf(t, "method", method)}, ${nameOf(t, "provider", provider)}`,
            },
            {
              id: "direction",
              label: t("payments.list.direction"),
              cell: ({ direction }) => nameOf(t, "direction", direction),
            },
            {
              id: "started",
              label: t("payments.health.started"),
              numeric: true,
              cell: ({ started }) => format.number(started),
            },
            {
              id: "done",
              label: t("payments.health.done"),
              numeric: true,
              cell: ({ done }) => format.number(done),
            },
            {
              id: "failed",
              label: t("payments.health.failed"),
              numeric: true,
              cell: ({ failed }) => format.number(failed),
            },
            {
              id: "rate",
              label: t("payments.health.rate"),
              numeric: true,
              cell: ({ done, failed }) =>
                done + failed === 0 ? null : format.percent(done / (done + failed)),
            },
            {
              id: "median",
              label: t("payments.health.median"),
              numeric: true,
              cell: ({ medianSeconds }) => seconds(medianSeconds),
            },
            {
              id: "slow",
              label: t("payments.health.slow"),
              numeric: true,
              cell: ({ slowSeconds }) => seconds(slowSeconds),
            },
          ]}
          empty={t("payments.health.none")}
          rowKey={({ provider, method, direction }) => `${provider} ${method} ${direction}`}
          rows={methods}
        />
      </Panel>
      <Panel flush title={t("payments.health.events")}>
        <DataTable
          caption={t("payments.health.events")}
          columns={[
            {
              id: "provider",
              label: t("payments.list.provider"),
              head: true,
              cell: ({ provider }) => nameOf(t, "provider", provider),
            },
            {
              id: "received",
              label: t("payments.health.received"),
              numeric: true,
              cell: ({ received }) => format.number(received),
            },
            {
              id: "waiting",
              label: t("payments.health.waiting"),
              numeric: true,
              cell: ({ waiting }) => format.number(waiting),
            },
            {
              id: "oldest",
              label: t("payments.health.oldest"),
              numeric: true,
              cell: ({ oldestSeconds }) => seconds(oldestSeconds),
            },
            {
              id: "lag",
              label: t("payments.health.lag"),
              numeric: true,
              cell: ({ lagSeconds }) => seconds(lagSeconds),
            },
            {
              id: "parked",
              label: t("payments.health.parked"),
              numeric: true,
              cell: ({ parked }) => format.number(parked),
            },
            {
              id: "errors",
              label: t("payments.health.errors"),
              numeric: true,
              cell: ({ failed }) => format.number(failed),
            },
          ]}
          empty={t("payments.health.noEvents")}
          rowKey={({ provider }) => provider}
          rows={events}
        />
      </Panel>
    </>
  );
}
