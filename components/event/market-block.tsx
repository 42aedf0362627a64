"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  lineText,
  marketFamilyName,
  type NamedMarket,
  namesOf,
  outcomeName,
} from "#lib/i18n/market-names.ts";
import type { HeldEvent, Store } from "#lib/realtime/client/index.ts";
import { marketRefOf, unevenness } from "#lib/sportsbook/markets/schema.ts";
import { findMarketType, type MarketLayout } from "#lib/sportsbook/sports/schema.ts";
import { FavouriteStar } from "../favourites/star.tsx";
import { PriceButton } from "../odds/price-button.tsx";
import { useOutcomeKeys, useStore } from "../realtime/hooks.ts";
import { centralLines, type Family, scoreColumns } from "./market-groups.ts";

type BlockProps = { event: HeldEvent; family: Family };

const namedOf = (event: HeldEvent, marketId: string, store: Store): NamedMarket => ({
  sportId: event.competition.sportId,
  ...marketRefOf(marketId),
  participants: namesOf(event),
  written: store.market(marketId)?.written,
});

const layoutOf = ({ competition }: HeldEvent, marketType: string): MarketLayout =>
  findMarketType(competition.sportId, marketType)?.layout ?? "row";

/** So many outcomes of one market are listed by price, and stand in two columns where there is room. */
const BY_PRICE_FROM = 4;
const TWO_COLUMNS_FROM = 8;

/** The outcomes of a market that staff wrote, the favourite first. They keep the order of the first sight: rows must not move under a finger. */
const useByPrice = (marketId: string, keys: readonly string[]): readonly string[] => {
  const store = useStore();
  const [ranks] = useState(() => {
    const { written, outcomes = [] } = store.market(marketId) ?? {};
    if (!written || outcomes.length < BY_PRICE_FROM) return null;
    return new Map(outcomes.map(({ key, odds }) => [key, Number(odds ?? Number.POSITIVE_INFINITY)]));
  });
  const rankOf = (key: string): number => ranks?.get(key) ?? Number.POSITIVE_INFINITY;
  return ranks ? keys.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : rankOf(a) > rankOf(b) ? 1 : 0)) : keys;
};

/** Outcomes of one market side by side, or under each other where their names are long. */
function Plain({ event, marketId }: { event: HeldEvent; marketId: string }) {
  const m = useTranslations("sports");
  const store = useStore();
  const listed = useOutcomeKeys(marketId);
  const keys = useByPrice(marketId, listed);
  if (keys.length === 0) return null;
  const named = namedOf(event, marketId, store);
  const market = marketFamilyName(m, named);
  const long = layoutOf(event, named.marketType) === "stack";
  return (
    <div
      className={clsx(
        "grid gap-1.5",
        long
          ? clsx("grid-cols-1", keys.length >= TWO_COLUMNS_FROM && "@md:grid-cols-2")
          : keys.length === 3
            ? "grid-cols-3"
            : "grid-cols-2",
      )}
    >
      {keys.map((key) => {
        const outcome = outcomeName(m, named, key);
        return (
          <PriceButton
            key={key}
            marketId={marketId}
            outcomeKey={key}
            market={market}
            outcome={outcome}
            label={outcome}
            wide={long}
            className={long ? "h-11" : "h-12"}
          />
        );
      })}
    </div>
  );
}

function Line({
  event,
  marketId,
  sides,
}: {
  event: HeldEvent;
  marketId: string;
  sides: readonly [string, string];
}) {
  const m = useTranslations("sports");
  const named = namedOf(event, marketId, useStore());
  const market = marketFamilyName(m, named);
  const handicap = layoutOf(event, named.marketType) === "handicap";
  return (
    <tr>
      {!handicap && (
        <th scope="row" className="figures w-14 py-0.5 pr-2 text-left font-medium text-muted text-sm">
          {lineText(named.specifiers)}
        </th>
      )}
      {sides.map((key) => (
        <td key={key} className="py-0.5 pl-1.5 first:pl-0">
          <PriceButton
            marketId={marketId}
            outcomeKey={key}
            market={market}
            outcome={outcomeName(m, named, key)}
            wide={handicap}
            {...(handicap && {
              label: lineText(named.specifiers, key === "away" ? "away" : "home"),
            })}
            className="w-full"
          />
        </td>
      ))}
    </tr>
  );
}

const HANDICAP_SIDES = ["home", "away"] as const;
const TOTAL_SIDES = ["over", "under"] as const;

/** With fewer lines than this, all are shown; with as many or more, the central five until the others are asked for. */
const FOLDED_FROM = 7;
const CENTRAL = 5;

/** Lines of one market, a row each. */
function Lines({ event, family }: BlockProps) {
  const m = useTranslations("markets");
  const store = useStore();
  const [all, setAll] = useState(false);
  const central = (): string[] =>
    centralLines(family.marketIds, CENTRAL, (id) =>
      unevenness(store.market(id)?.outcomes.map(({ odds }) => odds) ?? []),
    );
  // Rows must not move under a finger: the lines of the first sight stay until most of them are gone.
  const [first] = useState(() => new Set(central()));
  const still = family.marketIds.filter((id) => first.has(id));
  const foldable = family.marketIds.length >= FOLDED_FROM;
  const shown = all || !foldable ? family.marketIds : still.length > CENTRAL / 2 ? still : central();
  const handicap = layoutOf(event, family.marketType) === "handicap";
  const heads = handicap ? namesOf(event) : [m("overShort"), m("underShort")];
  const rows = (
    <table className="w-full table-fixed">
      <thead>
        <tr>
          {!handicap && (
            <th scope="col" className="w-14 text-left">
              <span className="sr-only">{m("line")}</span>
            </th>
          )}
          {heads.map((head) => (
            <th key={head} scope="col" className="truncate pb-1 text-center font-medium text-faint text-xs">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((marketId) => (
          <Line
            key={marketId}
            event={event}
            marketId={marketId}
            sides={handicap ? HANDICAP_SIDES : TOTAL_SIDES}
          />
        ))}
      </tbody>
    </table>
  );
  if (!foldable) return rows;
  return (
    <>
      {rows}
      <button
        type="button"
        aria-expanded={all}
        onClick={() => setAll(!all)}
        className="mt-1 flex h-11 w-full items-center justify-center gap-1.5 rounded-md font-medium text-muted text-sm hover:bg-hover hover:text-ink"
      >
        {m(all ? "fewerLines" : "moreLines")}
        <ChevronDown aria-hidden className={clsx("size-4 text-faint", all && "rotate-180")} />
      </button>
    </>
  );
}

function Scores({ event, marketId }: { event: HeldEvent; marketId: string }) {
  const m = useTranslations("sports");
  const words = useTranslations("markets");
  const store = useStore();
  const keys = useOutcomeKeys(marketId, { offered: true });
  if (keys.length === 0) return null;
  const named = namedOf(event, marketId, store);
  const market = marketFamilyName(m, named);
  const { rest, ...columns } = scoreColumns(keys);
  const button = (key: string) => {
    const outcome = outcomeName(m, named, key);
    return (
      <PriceButton
        key={key}
        marketId={marketId}
        outcomeKey={key}
        market={market}
        outcome={outcome}
        label={outcome}
        wide
      />
    );
  };
  return (
    <div className="grid gap-1.5">
      <div className="grid grid-cols-3 items-start gap-1.5">
        {(["home", "draw", "away"] as const).map((side) => (
          <div key={side} className="grid min-w-0 gap-1.5">
            <p className="truncate text-center font-medium text-faint text-xs">
              {side === "draw" ? words("draw") : (event.participants[side === "home" ? 0 : 1]?.name ?? "")}
            </p>
            {columns[side].map(button)}
          </div>
        ))}
      </div>
      {rest.map(button)}
    </div>
  );
}

function Body({ event, family }: BlockProps) {
  const [first = ""] = family.marketIds;
  switch (layoutOf(event, family.marketType)) {
    case "lines":
    case "handicap":
      return <Lines event={event} family={family} />;
    case "scores":
      return <Scores event={event} marketId={first} />;
    default:
      return <Plain event={event} marketId={first} />;
  }
}

/** One market with all its lines, under a heading that folds it. */
export function MarketBlock({
  event,
  family,
  pin,
  onPin,
  folded,
  onFold,
}: BlockProps & {
  pin: string;
  onPin: (pin: string, on: boolean) => void;
  folded: boolean;
  onFold: (folded: boolean) => void;
}) {
  const m = useTranslations("sports");
  const store = useStore();
  const [first = ""] = family.marketIds;
  if (!store.market(first)) return null;
  const named = namedOf(event, first, store);
  const id = `market-${family.key}`;
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-surface">
      <div className="flex items-center">
        <h3 id={id} className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={!folded}
            onClick={() => onFold(!folded)}
            className="flex min-h-11 w-full items-center justify-between gap-3 rounded-lg px-4 text-left font-semibold text-sm hover:text-muted"
          >
            {marketFamilyName(m, named)}
            <ChevronDown
              aria-hidden
              className={clsx("size-4 text-faint transition-transform duration-100", folded && "-rotate-90")}
            />
          </button>
        </h3>
        {/* A pin is for every match of the sport, and no other match has what staff wrote for this one. */}
        {!named.written && (
          <FavouriteStar
            kind="market"
            subject={pin}
            name={marketFamilyName(m, named)}
            onChange={(on) => onPin(pin, on)}
          />
        )}
      </div>
      {!folded && (
        <div className="@container px-3 pb-3">
          <Body event={event} family={family} />
        </div>
      )}
    </section>
  );
}
