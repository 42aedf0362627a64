"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { combinedOdds } from "#lib/core/odds.ts";
import { marketFamilyName, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { type System, selectionsOf } from "#lib/sportsbook/betting/views.ts";
import { useBetName } from "../bets/bet-name.tsx";
import { useNamed } from "../event/use-named.ts";
import { usePageContext } from "../shell/page-context.tsx";
import type { BetLegChoice } from "./stored-slip.ts";

/** A bet in short: its market and selection, or their number, with the odds; below it a note, and the match. */
export function BetLine({
  legs,
  system,
  builder,
  note,
  aside,
}: {
  legs: readonly (Pick<BetLegChoice, "marketId" | "outcomeKey" | "builder"> & {
    odds: string | bigint;
  })[];
  system?: System | undefined;
  /** The price of a builder of these legs. */
  builder?: string | undefined;
  note: ReactNode;
  aside?: ReactNode;
}) {
  const t = useTranslations("betslip");
  const m = useTranslations("sports");
  const nameOf = useBetName();
  const { oddsFormat } = usePageContext();
  const [first] = legs;
  const { event, named } = useNamed(first?.marketId ?? "");
  if (!first) return null;
  const single = legs.length === 1;
  const odds = builder === undefined ? combinedOdds(legs.map((leg) => BigInt(leg.odds))) : BigInt(builder);
  return (
    <span className="grid min-w-0 gap-0.5">
      <span className="flex min-w-0 items-baseline justify-between gap-2">
        <span className="line-clamp-2 font-medium">
          {single
            ? t("selection", {
                market: marketFamilyName(m, named),
                outcome: outcomeName(m, named, first.outcomeKey),
              })
            : builder === undefined
              ? nameOf(selectionsOf(legs).length, system)
              : t("name.builder")}
        </span>
        {!system && (
          <span className="figures shrink-0 font-semibold">
            {formatOdds(odds - (odds % 100n), oddsFormat)}
          </span>
        )}
      </span>
      <span className="flex min-w-0 justify-between gap-2 text-muted text-xs">
        <span className="truncate">
          {note}
          {(single || builder !== undefined) && event && ` · ${event.name}`}
        </span>
        {aside}
      </span>
    </span>
  );
}
