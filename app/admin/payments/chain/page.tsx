import type { Metadata } from "next";
import { ChainPanel } from "#components/admin/chain/chain-panel.tsx";
import { LostList, ReviewList } from "#components/admin/chain/review-list.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { chainOverview } from "#lib/cashier/index.ts";
import { paymentsRead } from "#lib/cashier/permissions.ts";
import { staffPage } from "../../staff-page.ts";
import { releaseTransferForm, resumeChainForm, returnTransferForm, writeOffTransferForm } from "./actions.ts";

export const metadata: Metadata = { title: "Crypto" };

const SHOWN = 6;
const short = (address: string): string => `${address.slice(0, SHOWN)}…${address.slice(-4)}`;

export default async function Chain() {
  const { t, format } = await staffPage("/admin/payments/chain", paymentsRead);
  const overview = await chainOverview();
  if (!overview)
    return (
      <>
        <PageHead title={t("chain.title")} />
        <Panel>
          <p className="text-muted text-sm">{t("chain.off")}</p>
        </Panel>
      </>
    );
  const { chains, transfers } = overview;
  const lost = transfers.filter(({ state, purpose }) => state === "lost" && purpose === "withdrawal");
  return (
    <>
      <PageHead title={t("chain.title")} />
      <div className="grid gap-4">
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {chains.map((chain) => (
            <ChainPanel key={chain.chainId} chain={chain} resume={resumeChainForm} t={t} format={format} />
          ))}
          <Panel title={t("chain.review")}>
            <ReviewList
              transfers={transfers.filter(({ state }) => state === "review")}
              release={releaseTransferForm}
              giveBack={returnTransferForm}
              t={t}
              format={format}
            />
          </Panel>
          {lost.length > 0 && (
            <Panel title={t("chain.lost")}>
              <LostList transfers={lost} writeOff={writeOffTransferForm} t={t} format={format} />
            </Panel>
          )}
        </div>
        <Panel flush title={t("chain.transfers")}>
          <p className="border-b px-3 py-2 text-muted text-sm">{t("chain.transfersLead")}</p>
          <DataTable
            caption={t("chain.transfers")}
            columns={[
              {
                id: "purpose",
                label: t("chain.column.purpose"),
                head: true,
                cell: ({ purpose }) => t(`chain.purpose.${purpose}`),
              },
              { id: "network", label: t("chain.column.network"), cell: ({ network }) => network },
              {
                id: "amount",
                label: t("chain.column.amount"),
                numeric: true,
                cell: ({ amount, asset }) => `${amount} ${asset}`,
              },
              {
                id: "value",
                label: t("chain.column.value"),
                numeric: true,
                cell: ({ value }) => format.money(value, "EUR"),
              },
              {
                id: "state",
                label: t("chain.column.state"),
                cell: ({ state, reason }) =>
                  reason
                    ? `${t(`chain.state.${state}`)}: ${t(`chain.why.${reason}`)}`
                    : t(`chain.state.${state}`),
              },
              {
                id: "nonce",
                label: t("chain.column.nonce"),
                numeric: true,
                cell: ({ nonce }) => nonce?.toString() ?? null,
              },
              {
                id: "attempts",
                label: t("chain.column.attempts"),
                numeric: true,
                cell: ({ attempts }) => (attempts > 0 ? String(attempts) : null),
              },
              {
                id: "to",
                label: t("chain.column.to"),
                cell: ({ to }) => (
                  <span className="font-mono" title={to}>
                    {short(to)}
                  </span>
                ),
              },
              { id: "at", label: t("chain.column.at"), cell: ({ at }) => format.stamp(at) },
            ]}
            empty={t("chain.none")}
            rowKey={({ id }) => id}
            rows={transfers}
          />
        </Panel>
      </div>
    </>
  );
}
