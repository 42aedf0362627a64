import type { Metadata } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { Invariants } from "#components/admin/invariants.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { houseBalances } from "#lib/ledger/index.ts";
import { ledgerRead } from "#lib/ledger/permissions.ts";
import { INVARIANT_NAMES } from "#lib/processes/index.ts";
import { verifyLedgerAction } from "../actions.ts";
import { staffPage } from "../staff-page.ts";

export const metadata: Metadata = { title: "Ledger" };

export default async function Ledger() {
  const { t, format } = await staffPage("/admin/ledger", ledgerRead);
  const balances = await houseBalances();
  return (
    <>
      <PageHead title={t("ledger.title")} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Invariants names={INVARIANT_NAMES} verify={verifyLedgerAction} />
        <Panel flush title={t("ledger.house")}>
          <p className="border-b px-3 py-2 text-muted text-sm">{t("ledger.signs")}</p>
          <DataTable
            caption={t("ledger.house")}
            columns={[
              {
                id: "account",
                label: t("ledger.account"),
                head: true,
                cell: ({ kind }) => t(`account.${kind}`),
              },
              { id: "detail", label: t("ledger.detail"), cell: ({ detail }) => detail || "–" },
              { id: "currency", label: t("ledger.currency"), cell: ({ currency }) => currency },
              {
                id: "balance",
                label: t("ledger.balance"),
                numeric: true,
                cell: ({ balance, currency }) => format.money(balance, currency),
              },
            ]}
            empty={t("ledger.empty")}
            rowKey={({ kind, detail, currency }) => `${kind}:${detail}:${currency}`}
            rows={balances}
          />
        </Panel>
      </div>
    </>
  );
}
