import { closedDifferences, csvHead, csvRecord, openDifferences } from "#lib/cashier/index.ts";
import { paymentsRead } from "#lib/cashier/permissions.ts";
import { isCurrency, money, toDecimalText } from "#lib/core/money.ts";
import { may } from "#lib/platform/permission.ts";
import { currentStaff } from "../../../../session.ts";

const ROWS_MAX = 50_000;

const COLUMNS = [
  "opened_at",
  "provider",
  "side",
  "direction",
  "object",
  "kind",
  "ledger_amount",
  "ledger_currency",
  "outside_amount",
  "outside_currency",
  "state",
  "assignee",
  "closed_at",
  "corrected_by",
];

const amountText = (minor: bigint | null, currency: string | null): string => {
  if (minor === null || currency === null) return "";
  return isCurrency(currency) ? toDecimalText(money(currency, minor)) : minor.toString();
};

/** Every difference of reconciliation as CSV (RFC 4180, UTF-8 with its mark): open ones first, then the last that were closed. */
export async function GET(): Promise<Response> {
  const staff = await currentStaff();
  if (!staff || !may(staff, paymentsRead)) return new Response(null, { status: 404 });
  const [open, closed] = await Promise.all([openDifferences(ROWS_MAX), closedDifferences(ROWS_MAX)]);
  const records = [...open, ...closed].map((row) =>
    csvRecord([
      row.openedAt.toISOString(),
      row.provider,
      row.side,
      row.direction,
      row.objectId,
      row.kind,
      amountText(row.ledgerAmount, row.ledgerCurrency),
      row.ledgerCurrency ?? "",
      amountText(row.outsideAmount, row.outsideCurrency),
      row.outsideCurrency ?? "",
      row.state,
      row.assignee ?? "",
      row.closedAt?.toISOString() ?? "",
      row.corrector ?? "",
    ]),
  );
  return new Response(csvHead(COLUMNS) + records.join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="evens-reconciliation-${new Date().toISOString().slice(0, 10)}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
