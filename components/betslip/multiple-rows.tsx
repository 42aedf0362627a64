"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { useBetName } from "../bets/bet-name.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { MultipleRow, SlipView } from "./use-slip-view.ts";

// An accumulator's price has more decimals than anyone reads; money is computed from the legs.
const shortOdds = (odds: bigint): bigint => odds - (odds % 100n);

/** The bets on several selections: all as one line, and systems with their number of lines. */
export function MultipleRows({
  view,
  field,
  below,
}: {
  view: SlipView;
  field: (row: MultipleRow, name: string) => ReactNode;
  below: (row: MultipleRow) => ReactNode;
}) {
  const t = useTranslations("betslip");
  const nameOf = useBetName();
  const { multiples, selections, allOdds, oddsFormat, payable } = view;
  if (multiples.length === 0) return null;
  return (
    <div className="divide-y border-b">
      {multiples.map((row) => {
        const name = nameOf(selections, row.system);
        return (
          <div key={row.key} data-row className="scroll-my-2 py-1.5 pr-3 pl-4">
            <div className="flex items-center gap-3 pr-1">
              <p className="min-w-0 flex-1 font-medium text-sm">
                {name}
                {row.system ? (
                  <span className="figures ml-1.5 text-muted">
                    <span aria-hidden>{t("linesTimes", { count: row.lines })}</span>
                    <span className="sr-only">{t("linesCount", { count: row.lines })}</span>
                  </span>
                ) : (
                  payable && (
                    <span className="figures ml-1.5 font-semibold">
                      {allOdds === null ? (
                        <Skeleton className="inline-block h-4 w-10 align-middle" />
                      ) : (
                        formatOdds(shortOdds(allOdds), oddsFormat)
                      )}
                    </span>
                  )
                )}
              </p>
              {field(row, name)}
            </div>
            {below(row)}
          </div>
        );
      })}
    </div>
  );
}
