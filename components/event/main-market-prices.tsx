"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type NamedMarket, outcomeName, outcomeShortName } from "#lib/i18n/market-names.ts";
import { marketIdOf } from "#lib/sportsbook/markets/market-ids.ts";
import { findMarketType } from "#lib/sportsbook/sports/schema.ts";
import { PriceButton } from "../odds/price-button.tsx";
import { useOutcomeKeys } from "../realtime/hooks.ts";

const COLUMNS: Readonly<Record<number, string>> = { 2: "grid-cols-2", 3: "grid-cols-3" };

type PricesProps = {
  eventId: string;
  named: NamedMarket & { sportId: string };
  /** What the market is called where the match is not in sight. */
  market: string;
  className: string;
};

/** Of a field, lists have room for so many prices. */
const FIELD_PRICES = 3;

function FieldPrices(props: PricesProps) {
  const { eventId, named } = props;
  const keys = useOutcomeKeys(marketIdOf(eventId, named.marketType, named.specifiers), { offered: true });
  return <Prices {...props} keys={keys.slice(0, FIELD_PRICES)} />;
}

/** The odds of an event's main market in lists. */
export function MainMarketPrices(props: PricesProps) {
  const outcomes = findMarketType(props.named.sportId, props.named.marketType)?.outcomes ?? [];
  return outcomes === "participants" ? <FieldPrices {...props} /> : <Prices {...props} keys={outcomes} />;
}

function Prices({ eventId, named, market, className, keys }: PricesProps & { keys: readonly string[] }) {
  const t = useTranslations("sports");
  return (
    <div className={clsx("grid gap-1.5", COLUMNS[keys.length] ?? "grid-cols-3", className)}>
      {keys.map((key) => (
        <PriceButton
          key={key}
          marketId={marketIdOf(eventId, named.marketType, named.specifiers)}
          outcomeKey={key}
          market={market}
          outcome={outcomeName(t, named, key)}
          label={outcomeShortName(t, named, key) ?? outcomeName(t, named, key)}
        />
      ))}
    </div>
  );
}
