import type { TradingRow } from "#lib/backoffice/schema.ts";
import { parseMarketId } from "#lib/backoffice/schema.ts";
import type { Format } from "./format.ts";
import { Result } from "./money.tsx";
import { marketName, outcomeName, type Translate } from "./names.ts";

type WorstOf = { worst: NonNullable<TradingRow["worst"]>; participants: readonly string[] };

/** "Match result: Guatemala". */
export const worstName = (t: Translate, { worst, participants }: WorstOf): string => {
  const { marketType, specifiers } = parseMarketId(worst.marketId);
  const { written } = worst;
  return `${marketName(t, marketType, specifiers, participants, written)}: ${outcomeName(t, { marketType, specifiers, written }, worst.outcomeKey, participants)}`;
};

/** The outcome that would cost most, and how much. */
export function Worst({
  row,
  currency,
  t,
  format,
}: {
  row: Pick<TradingRow, "worst" | "participants">;
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
