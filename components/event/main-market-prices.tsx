"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type NamedMarket, outcomeName, outcomeShortName } from "#lib/i18n/market-names.ts";
import { marketIdOf } from "#lib/sportsbook/markets/templates.ts";
import { marketType } from "#lib/sportsbook/sports/schema.ts";
import { PriceButton } from "../odds/price-button.tsx";

const COLUMNS: Readonly<Record<number, string>> = { 2: "grid-cols-2", 3: "grid-cols-3" };

/** The prices of the market that stands for an event in lists. */
export function MainMarketPrices({
  eventId,
  named,
  market,
  className,
}: {
  eventId: string;
  named: NamedMarket & { sportId: string };
  /** What the market is called where the match is not in sight. */
  market: string;
  className: string;
}) {
  const t = useTranslations("sports");
  const keys = marketType(named.sportId, named.template)?.outcomes ?? [];
  return (
    <div className={clsx("grid gap-1.5", COLUMNS[keys.length] ?? "grid-cols-3", className)}>
      {keys.map((key) => (
        <PriceButton
          key={key}
          marketId={marketIdOf(eventId, named.template, named.specifiers)}
          outcomeKey={key}
          market={market}
          outcome={outcomeName(t, named, key)}
          label={outcomeShortName(t, named, key) ?? outcomeName(t, named, key)}
        />
      ))}
    </div>
  );
}
