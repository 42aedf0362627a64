import { EVENT_STATUS, type EventStatus } from "#lib/sportsbook/catalogue/schema.ts";
import {
  type BookChange,
  MARKET_STATUS,
  type MarketPrice,
  type MarketResult,
  marketIdOf,
  type OutcomePrice,
} from "#lib/sportsbook/markets/schema.ts";
import { DEFAULT_MARGIN, marketResults, priceFootball } from "#lib/sportsbook/pricing/index.ts";
import type { BookMarket, EventBook } from "./book.ts";

/** A fair probability may drift this far before a market is written though its odds stand. */
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

/** Takes a market into the book if it is new or has changed. */
export const takeMarket = (book: EventBook, price: MarketPrice): (MarketPrice & { id: string }) | null => {
  const id = marketIdOf(book.eventId, price.template, price.specifiers);
  const before = book.markets.get(id);
  if ((before && !isOpen(before)) || !marketDiffers(before, price)) return null;
  const { template, specifiers, status } = price;
  const outcomes = new Map(before?.outcomes);
  for (const outcome of price.outcomes) outcomes.set(outcome.key, outcome);
  book.markets.set(id, { ...before, template, specifiers, status, certainty: null, outcomes });
  return { ...price, id };
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

/** Voids a market: every bet on it is refunded. */
const cancelMarket = (book: EventBook, id: string): MarketResult =>
  takeResult(book, id, {
    certainty: 2,
    cancelled: true,
    outcomes: [],
  });

const isFinal = (status: EventStatus): boolean =>
  status === EVENT_STATUS.ended || status === EVENT_STATUS.closed;

export const isVoid = (status: EventStatus): boolean =>
  status === EVENT_STATUS.cancelled || status === EVENT_STATUS.abandoned;

const isOffered = (status: EventStatus): boolean =>
  status === EVENT_STATUS.notStarted || status === EVENT_STATUS.live;

const decided = (book: EventBook, certainty: 1 | 2): MarketResult[] => {
  const { score } = book;
  if (!score) return [];
  const final = certainty === 2;
  const goalsKnown = book.goalSides.length === score.goals.home + score.goals.away;
  const results: MarketResult[] = [];
  for (const [id, market] of book.markets) {
    // What was settled in play is confirmed, or corrected, by the final score.
    const isScouted = market.status === MARKET_STATUS.settled && market.certainty === 1;
    if (!isOpen(market) && !(final && isScouted)) continue;
    const known = goalsKnown || market.template !== "next_goal";
    const outcomes = known
      ? marketResults(market.template, market.specifiers, score, { goalSides: book.goalSides, final })
      : null;
    if (outcomes) results.push(takeResult(book, id, { certainty, cancelled: false, outcomes }));
    else if (final && !isScouted) results.push(cancelMarket(book, id));
  }
  return results;
};

/**
 * The trader of events that we price ourselves: what the book of this event has to become after its state changed. Markets
 * that left the board go inactive, decided ones are settled: scouted in play once no danger stands, confirmed at the end.
 * An event that is called off voids what is open.
 */
export const tradeEvent = (book: EventBook): Pick<BookChange, "markets" | "results"> => {
  if (isVoid(book.status)) {
    const open = [...book.markets].filter(([, market]) => isOpen(market));
    return { results: open.map(([id]) => cancelMarket(book, id)) };
  }
  if (isFinal(book.status)) return { results: decided(book, 2) };
  if (!isOffered(book.status) || !book.score || !book.model) return {};

  const results = book.danger === null ? decided(book, 1) : [];
  const markets: (MarketPrice & { id: string })[] = [];
  const onBoard = new Set<string>();
  for (const price of priceFootball(book.score, book.model, { margin: DEFAULT_MARGIN })) {
    onBoard.add(marketIdOf(book.eventId, price.template, price.specifiers));
    const taken = takeMarket(book, price);
    if (taken) markets.push(taken);
  }
  for (const [id, market] of book.markets) {
    if (onBoard.has(id) || market.status !== MARKET_STATUS.active) continue;
    market.status = MARKET_STATUS.inactive;
    const { template, specifiers } = market;
    markets.push({
      id,
      template,
      specifiers,
      status: MARKET_STATUS.inactive,
      outcomes: [...market.outcomes.values()],
    });
  }
  return { markets, results };
};
