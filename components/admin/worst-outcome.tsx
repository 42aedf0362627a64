import type { TradingRow } from "#lib/backoffice/schema.ts";
import { parseMarketId } from "#lib/backoffice/schema.ts";
import type { Format } from "./format.ts";
import { Result } from "./money.tsx";
import { marketName, outcomeName, type Translate } from "./names.ts";

type WorstOf = Pick<TradingRow, "sportId" | "participants"> & { worst: NonNullable<TradingRow["worst"]> };

/** "Match result: Guatemala". */
export const worstName = (t: Translate, { worst, sportId, participants }: WorstOf): string => {
  const market = { ...parseMarketId(worst.marketId), sportId, participants, written: worst.written };
  return `${marketName(t, market)}: ${outcomeName(t, market, worst.outcomeKey)}`;
};

/** The outcome that would cost most, and how much. */
export function Worst({
  row,
  currency,
  t,
  format,
}: {
  row: Pick<TradingRow, "sportId" | "worst" | "participants">;
  currency: string;
  t: Translate;
  format: Format;
}) {
  if (!row.worst) return <span className="text-faint">–</span>;
  return (
    <span className="inline-flex flex-col items-end">
      <Result currency={currency} format={format} minor={row.worst.result} />
      <span className="text-2xs text-muted">{worstName(t, { ...row, worst: row.worst })}</span>
    </span>
  );
}
