import type { BetRow } from "#lib/backoffice/schema.ts";
import { Badge } from "../ui/badge.tsx";
import { DataTable } from "./data-table.tsx";
import type { Format } from "./format.ts";
import { marketName, outcomeName, type Translate } from "./names.ts";
import { BetState } from "./state-badges.tsx";

export const betTitle = (t: Translate, row: BetRow): string => {
  const market = { ...row, marketType: row.marketType ?? "", specifiers: row.specifiers ?? "" };
  return `${outcomeName(t, market, row.outcomeKey)}, ${row.marketType ? marketName(t, market) : ""}`;
};

export function BetTable({
  rows,
  caption,
  empty,
  withPlayer = true,
  isFresh = () => false,
  isLarge = () => false,
  t,
  format,
}: {
  rows: readonly BetRow[];
  caption: string;
  empty: string;
  withPlayer?: boolean;
  /** Placed just now. */
  isFresh?: (row: BetRow) => boolean;
  /** Large enough to stand out. */
  isLarge?: (row: BetRow) => boolean;
  t: Translate;
  format: Format;
}) {
  return (
    <DataTable
      caption={caption}
      columns={[
        {
          id: "bet",
          label: t("bets.bet"),
          head: true,
          cell: (row) => (
            <span className="flex flex-col">
              <span>{betTitle(t, row)}</span>
              <span className="font-normal text-2xs text-muted">
                {row.event}
                {row.legs > 1 ? `, ${t("bets.and", { legs: row.legs - 1 })}` : ""}
              </span>
            </span>
          ),
        },
        ...(withPlayer
          ? [
              {
                id: "player",
                label: t("bets.player"),
                cell: (row: BetRow) => <span className="wrap-anywhere">{row.playerEmail}</span>,
              },
            ]
          : []),
        {
          id: "placed",
          label: t("bets.placed"),
          cell: (row) => <span className="whitespace-nowrap">{format.stamp(row.placedAt)}</span>,
        },
        { id: "odds", label: t("bets.odds"), numeric: true, cell: (row) => format.odds(row.odds) },
        {
          id: "stake",
          label: t("bets.stake"),
          numeric: true,
          cell: (row) => {
            const stake = format.money(row.stake, row.currency);
            return isLarge(row) ? <Badge tone="warn">{stake}</Badge> : stake;
          },
        },
        {
          id: "returns",
          label: t("bets.returns"),
          numeric: true,
          cell: (row) =>
            row.returned === null ? (
              <span className="text-muted">{format.money(row.potentialReturn, row.currency)}</span>
            ) : (
              format.money(row.returned, row.currency)
            ),
        },
        {
          id: "result",
          label: t("bets.result"),
          cell: (row) => <BetState result={row.result} status={row.status} t={t} />,
        },
      ]}
      empty={empty}
      rowClass={(row) => (isFresh(row) ? "animate-fresh" : undefined)}
      rowHref={(row) => `/admin/bets/${row.id}`}
      rowKey={(row) => row.id}
      rows={rows}
    />
  );
}
