"use client";

import { useTranslations } from "next-intl";
import type { CSSProperties, ReactNode } from "react";
import {
  boardMarketName,
  lineText,
  marketFamilyName,
  namesOf,
  outcomeName,
  outcomeShortName,
} from "#lib/i18n/market-names.ts";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { hasLines, marketIdOf, marketRefOf } from "#lib/sportsbook/markets/schema.ts";
import { findMarketType, sportViews } from "#lib/sportsbook/sports/schema.ts";
import { PriceButton } from "../odds/price-button.tsx";
import { useOutcomeKeys } from "../realtime/hooks.ts";

/** Of a field, lists have room for so many prices. */
const FIELD_PRICES = 3;

const Cell = ({
  place,
  columns,
  hidden,
  children,
}: {
  place: number;
  columns: number;
  hidden?: boolean;
  children?: ReactNode;
}) => (
  <div
    aria-hidden={hidden}
    className="board-cell relative"
    data-place={place}
    data-columns={columns}
    style={{ "--columns": columns } as CSSProperties}
  >
    {children}
  </div>
);

const columnsOf = (sportId: string, marketType: string): readonly string[] | null => {
  const outcomes = findMarketType(sportId, marketType)?.outcomes ?? [];
  return outcomes === "participants" ? null : outcomes;
};

/** Over a list: which market each column is, and what its prices are for. Price buttons say so themselves. */
export function BoardHeads({ sportId }: { sportId: string }) {
  const t = useTranslations("sports");
  return sportViews(sportId).board.map((marketType, at) => {
    const outcomes = columnsOf(sportId, marketType);
    const named = { sportId, marketType, specifiers: "", participants: [] };
    return (
      <Cell key={marketType} place={at + 1} columns={outcomes?.length ?? FIELD_PRICES} hidden>
        <span className="col-span-full truncate">{boardMarketName(t, sportId, marketType)}</span>
        {outcomes?.map((key) => (
          <span key={key} className="truncate">
            {outcomeShortName(t, named, key)}
          </span>
        ))}
      </Cell>
    );
  });
}

type PricesProps = { event: HeldEvent; marketType: string; place: number };

function Prices({ event, marketType, place, keys }: PricesProps & { keys: readonly string[] }) {
  const t = useTranslations("sports");
  const { sportId } = event.competition;
  const lines = hasLines(sportId, marketType);
  // Before it has any line there is none to name.
  const marketId = event.board[marketType] ?? (lines ? null : marketIdOf(event.id, marketType, ""));
  if (!marketId)
    return (
      <Cell place={place} columns={keys.length} hidden>
        {keys.map((key) => (
          <span key={key} className="price" data-state="unavailable">
            <b>–</b>
          </span>
        ))}
      </Cell>
    );
  const named = { sportId, ...marketRefOf(marketId), participants: namesOf(event) };
  const market = `${event.name}, ${marketFamilyName(t, named)}`;
  return (
    <Cell place={place} columns={keys.length}>
      {keys.map((key) => (
        <PriceButton
          key={`${marketId}:${key}`}
          marketId={marketId}
          outcomeKey={key}
          market={market}
          outcome={outcomeName(t, named, key)}
          {...(lines && { label: lineText(named.specifiers, key === "away" ? "away" : "home") })}
        />
      ))}
    </Cell>
  );
}

function FieldPrices(props: PricesProps) {
  const { event, marketType } = props;
  const keys = useOutcomeKeys(marketIdOf(event.id, marketType, ""), { offered: true });
  return <Prices {...props} keys={keys.slice(0, FIELD_PRICES)} />;
}

/** The odds of one match in a list, market by market. */
export function BoardPrices({ event }: { event: HeldEvent }) {
  const { sportId } = event.competition;
  return sportViews(sportId).board.map((marketType, at) => {
    const keys = columnsOf(sportId, marketType);
    const props = { event, marketType, place: at + 1 };
    return keys ? (
      <Prices key={marketType} {...props} keys={keys} />
    ) : (
      <FieldPrices key={marketType} {...props} />
    );
  });
}
