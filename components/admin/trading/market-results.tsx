import type { Route } from "next";
import { PageLink } from "#components/ui/page-link.tsx";
import type { DeskMarket, EventDesk } from "#lib/backoffice/schema.ts";
import { parseMarketId } from "#lib/backoffice/schema.ts";
import { DataTable } from "../data-table.tsx";
import type { Format } from "../format.ts";
import { Result } from "../money.tsx";
import { marketName, type Translate } from "../names.ts";
import { Panel } from "../panel.tsx";

type Results = EventDesk["results"];

/** What the operator kept of the settled bets on these markets. */
export const totalResult = (results: Results): bigint =>
  results.reduce((sum, { result }) => sum + result, 0n);

/** What each market of the event has taken, what it may still cost, and what it has brought. */
export function MarketResults({
  results,
  book,
  sportId,
  participants,
  currency,
  t,
  format,
}: {
  results: Results;
  book: readonly DeskMarket[];
  sportId: string;
  participants: readonly string[];
  currency: string;
  t: Translate;
  format: Format;
}) {
  if (results.length === 0) return null;
  const place = new Map(book.map(({ id }, at) => [id, at]));
  const byId = new Map(book.map((market) => [market.id, market]));
  const rows = results.toSorted((a, b) => (place.get(a.marketId) ?? 0) - (place.get(b.marketId) ?? 0));
  const nameOf = (marketId: string): string =>
    marketName(t, {
      ...parseMarketId(marketId),
      sportId,
      participants,
      written: byId.get(marketId)?.written,
    });
  return (
    <Panel flush title={t("desk.results")}>
      <DataTable
        caption={t("desk.results")}
        columns={[
          {
            id: "market",
            label: t("desk.market"),
            head: true,
            cell: ({ marketId }) => (
              <PageLink
                className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
                href={`/admin/bets?market=${encodeURIComponent(marketId)}` as Route}
              >
                {nameOf(marketId)}
              </PageLink>
            ),
          },
          {
            id: "bets",
            label: t("desk.bets"),
            numeric: true,
            width: "md:w-20",
            cell: ({ bets }) => format.number(bets),
          },
          {
            id: "staked",
            label: t("desk.staked"),
            numeric: true,
            width: "md:w-36",
            cell: ({ staked }) => format.money(staked, currency),
          },
          {
            id: "open",
            label: t("desk.openStakes"),
            numeric: true,
            width: "md:w-36",
            cell: ({ staked, settled }) =>
              staked > settled ? format.money(staked - settled, currency) : null,
          },
          {
            id: "worst",
            label: t("desk.liability"),
            numeric: true,
            width: "md:w-36",
            cell: ({ marketId }) => {
              const market = byId.get(marketId);
              return market && market.bets > 0 ? (
                <Result currency={currency} format={format} minor={market.worst} />
              ) : null;
            },
          },
          {
            id: "settled",
            label: t("desk.settledStakes"),
            numeric: true,
            width: "md:w-36",
            cell: ({ settled }) => (settled > 0n ? format.money(settled, currency) : null),
          },
          {
            id: "result",
            label: t("desk.result"),
            numeric: true,
            width: "md:w-36",
            cell: ({ settled, result }) =>
              settled > 0n ? <Result currency={currency} format={format} minor={result} /> : null,
          },
        ]}
        dense
        empty={t("desk.empty")}
        fixed
        rowKey={({ marketId }) => marketId}
        rows={rows}
      />
    </Panel>
  );
}
