import { EVENT_STATUS, type EventStatus } from "#lib/sportsbook/events/schema.ts";
import {
  type BookChange,
  MARKET_STATUS,
  type MarketPrice,
  type MarketResult,
  marketIdOf,
  type OutcomePrice,
} from "#lib/sportsbook/markets/schema.ts";
import { defaultMargin } from "#lib/sportsbook/sports/index.ts";
import type { BookMarket, EventBook } from "./book.ts";

/** How far a fair probability may drift before a market is written although its odds are the same. */
const DRIFT_MAX = 0.01;

const differs = (before: OutcomePrice | undefined, now: OutcomePrice): boolean =>
  !before ||
  before.odds !== now.odds ||
  before.active !== now.active ||
  Math.abs((before.probability ?? 0) - (now.probability ?? 0)) >= DRIFT_MAX;

/** Not settled and not cancelled. */
export const isOpen = ({ status }: Pick<BookMarket, "status">): boolean => status > -3;

export const marketDiffers = (before: BookMarket | undefined, now: MarketPrice): boolean =>
  !before ||
  before.status !== now.status ||
  now.outcomes.some((outcome) => differs(before.outcomes.get(outcome.key), outcome));

const withoutDecided = (price: MarketPrice, before: BookMarket | undefined): MarketPrice => {
  const { decided } = before ?? {};
  if (!decided?.size) return price;
  return {
    ...price,
    outcomes: price.outcomes.map((outcome) =>
      decided.has(outcome.key) ? { ...outcome, active: false } : outcome,
    ),
  };
};

/** Applies a market to the book if it is new or has changed. Returns it with all its outcomes, those that were not in the message included. */
export const takeMarket = (book: EventBook, offered: MarketPrice): (MarketPrice & { id: string }) | null => {
  const id = marketIdOf(book.eventId, offered.marketType, offered.specifiers);
  const before = book.markets.get(id);
  const price = withoutDecided(offered, before);
  if ((before && !isOpen(before)) || !marketDiffers(before, price)) return null;
  const { marketType, specifiers, status, groups } = price;
  const outcomes = new Map(before?.outcomes);
  for (const outcome of price.outcomes) outcomes.set(outcome.key, outcome);
  const certainty = before?.certainty ?? null;
  book.markets.set(id, {
    ...before,
    marketType,
    specifiers,
    status,
    certainty,
    outcomes,
    ...(groups ? { groups } : {}),
  });
  return { ...price, id, outcomes: [...outcomes.values()] };
};

export const takeResult = (
  book: EventBook,
  id: string,
  result: Omit<MarketResult, "marketId">,
): MarketResult => {
  const market = book.markets.get(id);
  if (market) {
    market.status = result.cancelled ? MARKET_STATUS.cancelled : MARKET_STATUS.settled;
    market.certainty = result.certainty;
  }
  return { marketId: id, ...result };
};

/** Voids the undecided outcomes of a market. Any later result takes precedence. */
const cancelMarket = (book: EventBook, id: string): MarketResult =>
  takeResult(book, id, {
    certainty: 2,
    cancelled: true,
    rule: true,
    outcomes: [],
  });

const isFinal = (status: EventStatus): boolean =>
  status === EVENT_STATUS.ended || status === EVENT_STATUS.closed;

const isOffered = (status: EventStatus): boolean =>
  status === EVENT_STATUS.notStarted || status === EVENT_STATUS.live;

/** Markets that the score decides. `final`: the score no longer changes, and decides every market. */
const decided = (
  book: EventBook,
  { certainty, final }: { certainty: 1 | 2; final: boolean },
): MarketResult[] => {
  const { score, sport } = book;
  if (!score) return [];
  const state = { score, incidents: [...book.incidents.values()] };
  const results: MarketResult[] = [];
  for (const [id, market] of book.markets) {
    // Results settled in play are confirmed, or corrected, once the score is confirmed.
    const isScouted = market.status === MARKET_STATUS.settled && market.certainty === 1;
    if (!isOpen(market) && !(certainty === 2 && isScouted)) continue;
    const outcomes = sport.results(market, state, final);
    if (outcomes) results.push(takeResult(book, id, { certainty, cancelled: false, outcomes }));
    else if (final && !isScouted) results.push(cancelMarket(book, id));
  }
  return results;
};

/**
 * The trader of events that we price ourselves: computes the book of an event after a change of its state. Markets no
 * longer on offer go inactive, decided ones are settled: scouted in play while there is no suspension, confirmed at
 * the end. A cancelled event voids what is open; of an abandoned one only decided markets are settled, and the rule
 * of the sport handles the rest.
 */
export const tradeEvent = (book: EventBook): Pick<BookChange, "markets" | "results"> => {
  if (book.status === EVENT_STATUS.cancelled) {
    const open = [...book.markets].filter(([, market]) => isOpen(market));
    return { results: open.map(([id]) => cancelMarket(book, id)) };
  }
  if (isFinal(book.status)) return { results: decided(book, { certainty: 2, final: true }) };
  if (book.status === EVENT_STATUS.abandoned)
    return { results: decided(book, { certainty: 2, final: false }) };
  if (!isOffered(book.status) || !book.score || !book.model) return {};

  const results = book.suspension === null ? decided(book, { certainty: 1, final: false }) : [];
  const markets: (MarketPrice & { id: string })[] = [];
  const onBoard = new Set<string>();
  for (const price of book.sport.price(book.score, book.model, { margin: defaultMargin(book.sport) })) {
    onBoard.add(marketIdOf(book.eventId, price.marketType, price.specifiers));
    const taken = takeMarket(book, price);
    if (taken) markets.push(taken);
  }
  for (const [id, market] of book.markets) {
    if (onBoard.has(id) || market.status !== MARKET_STATUS.active) continue;
    market.status = MARKET_STATUS.inactive;
    const { marketType, specifiers } = market;
    markets.push({
      id,
      marketType,
      specifiers,
      status: MARKET_STATUS.inactive,
      outcomes: [...market.outcomes.values()],
    });
  }
  return { markets, results };
};
