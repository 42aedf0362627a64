import type pg from "pg";
import { z } from "zod";
import type { Odds } from "#lib/core/odds.ts";
import {
  array,
  bool,
  float8,
  json,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
} from "#lib/platform/database/statement.ts";
import {
  applyMargin,
  at,
  bookMargin,
  MARGIN_METHODS,
  type MarginMethod,
  offeredOdds,
} from "#lib/sportsbook/pricing/index.ts";
import {
  type BookChange,
  isOpenMarket,
  MARKET_STATUS,
  type MarketPrice,
  type OutcomePrice,
} from "./schema.ts";

export type Margin = { method: MarginMethod; overround: number };

export type ManualPrice = {
  odds: Odds;
  /** The trader confirmed a book under 100 %. */
  belowFair: boolean;
};

/** What traders have set for one market. */
export type MarketControl = {
  off: boolean;
  /** Null: as the feed or the model prices it. */
  margin: Margin | null;
  prices: ReadonlyMap<string, ManualPrice>;
};

type Priced = Pick<MarketPrice, "status" | "outcomes" | "written">;

/** The market as it is offered; `feedStatus` and `feedOdds` are what the feed says, where that differs. */
export type Controlled<Market extends Priced> = Omit<Market, "outcomes"> & {
  feedStatus?: MarketPrice["status"];
  outcomes: (OutcomePrice & { feedOdds?: Odds })[];
};

/** Null where the feed gives odds without the probabilities behind them. */
export const fairOf = (outcomes: readonly OutcomePrice[]): number[] | null => {
  const fair = outcomes.flatMap(({ probability }) => probability ?? []);
  return fair.length === outcomes.length ? fair : null;
};

const withMargin = (outcomes: readonly OutcomePrice[], margin: Margin | null): readonly OutcomePrice[] => {
  const fair = margin && fairOf(outcomes);
  if (!fair) return outcomes;
  const inverse = applyMargin(fair, margin.method, margin.overround);
  return outcomes.map((outcome, position) =>
    outcome.odds === null
      ? outcome
      : { ...outcome, odds: offeredOdds(at(fair, position), at(inverse, position)) ?? outcome.odds },
  );
};

/**
 * The market with what traders have set: the fair prices with their margin, then the manual prices. A manual price
 * neither opens an outcome that the feed does not offer nor changes any other. A book that manual prices take under
 * 100 %, which nobody confirmed, is suspended until the prices move or are released: the feed may have moved since.
 */
export const controlled = <Market extends Priced>(
  market: Market,
  { off, margin, prices }: MarketControl,
): Controlled<Market> => {
  const manual = (key: string): ManualPrice | undefined => prices.get(key);
  const outcomes = withMargin(market.outcomes, margin).map((outcome) => {
    const price = outcome.active && outcome.odds !== null ? manual(outcome.key) : undefined;
    return price ? { ...outcome, odds: price.odds } : outcome;
  });
  const unsafe =
    market.outcomes.some(({ key, active }) => active && manual(key)?.belowFair === false) &&
    !market.outcomes.some(({ key, active }) => active && manual(key)?.belowFair) &&
    (bookMargin(outcomes, market.written?.winners) ?? 0) < 0;
  const status =
    off && isOpenMarket(market.status)
      ? MARKET_STATUS.inactive
      : unsafe && market.status === MARKET_STATUS.active
        ? MARKET_STATUS.suspended
        : market.status;
  return {
    ...market,
    status,
    ...(status === market.status ? {} : { feedStatus: market.status }),
    outcomes: outcomes.map((outcome, position) => {
      const feedOdds = market.outcomes[position]?.odds ?? null;
      return feedOdds === null || feedOdds === outcome.odds ? outcome : { ...outcome, feedOdds };
    }),
  };
};

const controlsOf = statement({
  name: "book-controls",
  text: `select event_id as "eventId", market_id as "marketId", market_type as "marketType", off, method, overround, prices
           from book_controls($1)`,
  params: [array(text)],
  row: {
    eventId: text,
    marketId: nullable(text),
    marketType: nullable(text),
    off: nullable(bool),
    method: nullable(only(text, z.enum(MARGIN_METHODS))),
    overround: nullable(float8),
    prices: json(z.array(z.object({ key: z.string(), odds: z.string(), belowFair: z.boolean() }))),
  },
});

type Row = RowOfStatement<typeof controlsOf>;

const marginOf = (row: Row | undefined): Margin | null =>
  row?.method && row.overround !== null ? { method: row.method, overround: row.overround } : null;

const controlFrom = (own: Row | undefined, competition: Row | undefined): MarketControl => ({
  off: own?.off ?? competition?.off ?? false,
  margin: marginOf(own) ?? marginOf(competition),
  prices: new Map(
    own?.prices.map(({ key, odds, belowFair }) => [key, { odds: BigInt(odds), belowFair }]) ?? [],
  ),
});

/**
 * The changes with what traders have set for their markets, read under the exclusive locks of the events, which the
 * caller's transaction then holds: nobody sets anything else before it commits.
 */
export const withControls = async (
  changes: readonly BookChange[],
  client: pg.PoolClient,
): Promise<readonly BookChange[]> => {
  if (!changes.some(({ markets }) => markets?.length)) return changes;
  const rows = await controlsOf.all([changes.map(({ eventId }) => eventId)], client);
  if (rows.length === 0) return changes;
  const nameOf = (eventId: string, marketType: string): string => `${eventId} ${marketType}`;
  const own = new Map(rows.flatMap((row) => (row.marketId ? [[row.marketId, row] as const] : [])));
  const shared = new Map(
    rows.flatMap((row) => (row.marketType ? [[nameOf(row.eventId, row.marketType), row] as const] : [])),
  );
  return changes.map((change) => ({
    ...change,
    ...(change.markets && {
      markets: change.markets.map((market) => {
        const rowsOfMarket = [
          own.get(market.id),
          shared.get(nameOf(change.eventId, market.marketType)),
        ] as const;
        return rowsOfMarket.some(Boolean) ? controlled(market, controlFrom(...rowsOfMarket)) : market;
      }),
    }),
  }));
};
