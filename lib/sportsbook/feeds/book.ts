import {
  EVENT_STATUS,
  type EventStatus,
  type FootballScore,
  footballKickOff,
  type Incident,
  type Side,
} from "#lib/sportsbook/catalogue/schema.ts";
import type {
  BookChange,
  DangerReason,
  MarketCorrection,
  MarketPrice,
  MarketStatus,
  OutcomePrice,
} from "#lib/sportsbook/markets/schema.ts";
import { marketIdOf } from "#lib/sportsbook/markets/schema.ts";
import type { FootballModel } from "#lib/sportsbook/pricing/index.ts";
import type {
  BetCancel,
  BetSettlement,
  EventStatusMessage,
  FeedMessage,
  OddsChange,
  RollbackBetCancel,
  RollbackBetSettlement,
} from "./schema.ts";
import { isGoal } from "./timeline/timeline.ts";
import { isVoid, takeMarket, takeResult, tradeEvent } from "./trader.ts";

export type BookMarket = {
  template: string;
  specifiers: string;
  status: MarketStatus;
  /** Of the result that stands: 1 scouted live, 2 confirmed. */
  certainty: 1 | 2 | null;
  outcomes: Map<string, OutcomePrice>;
  /** The provider's time of the newest word on its prices; what is older changes nothing. */
  feedTimestamp?: number;
};

/** What we hold of one event in memory, the same as in the database once all batches are written. */
export type EventBook = {
  eventId: string;
  provider: string;
  /** The trader's model; null while a provider makes the prices, or before we know the fixture. */
  model: FootballModel | null;
  status: EventStatus;
  score: FootballScore | null;
  incidents: Map<number, Incident>;
  /** Sides of the standing goals in order. */
  goalSides: Side[];
  danger: DangerReason | null;
  feedTimestamp: number;
  /** `feedTimestamp` as it was read from the database: no older word on any market is taken. */
  openedAt: number;
  markets: Map<string, BookMarket>;
};

export const newBook = (eventId: string, provider: string): EventBook => ({
  eventId,
  provider,
  model: null,
  status: EVENT_STATUS.notStarted,
  score: null,
  incidents: new Map(),
  goalSides: [],
  danger: null,
  feedTimestamp: 0,
  openedAt: 0,
  markets: new Map(),
});

export const isOver = (status: EventStatus): boolean =>
  status === EVENT_STATUS.ended || status === EVENT_STATUS.closed || isVoid(status);

export const standingGoals = (incidents: Iterable<Incident>): Side[] =>
  [...incidents]
    .filter((incident) => isGoal(incident.kind) && !incident.revoked)
    .sort((a, b) => a.number - b.number)
    .flatMap(({ side }) => (side ? [side] : []));

/** The danger to stop for, or to let go, if that changes. */
const takeDanger = (book: EventBook, danger: DangerReason | null): Pick<BookChange, "suspend" | "resume"> => {
  if (danger === book.danger) return {};
  book.danger = danger;
  return danger === null ? { resume: true } : { suspend: danger };
};

const takeState = (
  book: EventBook,
  state: Pick<EventStatusMessage, "incidents" | "danger" | "goalSides"> & {
    status?: EventStatus | undefined;
    score?: FootballScore | undefined;
  },
): BookChange => {
  const change: BookChange = { eventId: book.eventId };
  if (state.status !== undefined && state.status !== book.status) {
    book.status = state.status;
    change.status = state.status;
  }
  if (state.score && JSON.stringify(state.score) !== JSON.stringify(book.score)) {
    book.score = state.score;
    change.score = state.score;
  }
  const fresh = state.incidents.filter(
    (incident) => JSON.stringify(incident) !== JSON.stringify(book.incidents.get(incident.number)),
  );
  for (const incident of fresh) book.incidents.set(incident.number, incident);
  if (fresh.length > 0) change.incidents = fresh;
  book.goalSides = state.goalSides ?? standingGoals(book.incidents.values());
  return { ...change, ...takeDanger(book, isOver(book.status) ? null : state.danger) };
};

const statusChange = (book: EventBook, message: EventStatusMessage): BookChange => {
  if (isOver(book.status) && !isOver(message.status)) throw new NotCarriedOut("the event is already over");
  const change = takeState(book, message);
  // An event that we price must have a scoreboard to be priced on.
  if (!book.score && book.status === EVENT_STATUS.notStarted) {
    book.score = footballKickOff();
    change.score = book.score;
  }
  return book.model || isVoid(book.status) ? { ...change, ...tradeEvent(book) } : change;
};

/**
 * Messages overtake each other, above all while a recovery runs: prices go by the newest word on their market, scoreboard and
 * danger by the newest on the event. Null when everything in it is older than what we know.
 */
const oddsChange = (book: EventBook, message: OddsChange): BookChange | null => {
  const ofEvent = message.timestamp >= book.feedTimestamp;
  const change: BookChange = ofEvent ? takeState(book, message) : { eventId: book.eventId };
  const fresh = message.markets.filter(({ template, specifiers }) => {
    const id = marketIdOf(book.eventId, template, specifiers);
    return message.timestamp >= (book.markets.get(id)?.feedTimestamp ?? book.openedAt);
  });
  if (!ofEvent && fresh.length === 0) return null;
  const markets = fresh.flatMap(({ outcomes, ...market }) => {
    const taken = takeMarket(book, {
      ...market,
      outcomes: outcomes.map((outcome, position) => ({ ...outcome, position })),
    } satisfies MarketPrice);
    const known = book.markets.get(marketIdOf(book.eventId, market.template, market.specifiers));
    if (known) known.feedTimestamp = message.timestamp;
    return taken ? [taken] : [];
  });
  return { ...change, markets };
};

const knownMarkets = (
  book: EventBook,
  names: readonly { template: string; specifiers: string }[],
): string[] =>
  names
    .map(({ template, specifiers }) => marketIdOf(book.eventId, template, specifiers))
    .filter((id) => book.markets.has(id));

const settlement = (book: EventBook, { certainty, markets }: BetSettlement): BookChange => ({
  eventId: book.eventId,
  results: markets.flatMap((market) =>
    knownMarkets(book, [market]).map((id) =>
      takeResult(book, id, { certainty, cancelled: false, outcomes: market.outcomes }),
    ),
  ),
});

const CORRECTION_OF = {
  bet_cancel: "cancel",
  rollback_bet_cancel: "rollback_cancel",
  rollback_bet_settlement: "rollback_result",
} as const;

type CorrectionMessage = BetCancel | RollbackBetCancel | RollbackBetSettlement;

const correction = (book: EventBook, message: CorrectionMessage): BookChange => {
  const window =
    message.type === "rollback_bet_settlement"
      ? {}
      : {
          ...(message.startsAt === undefined ? {} : { startsAt: message.startsAt }),
          ...(message.endsAt === undefined ? {} : { endsAt: message.endsAt }),
        };
  return {
    eventId: book.eventId,
    corrections: knownMarkets(book, message.markets).map(
      (marketId): MarketCorrection => ({ marketId, kind: CORRECTION_OF[message.type], ...window }),
    ),
  };
};

/** A message we understand but cannot carry out. It is kept as rejected, for staff to act on. */
export class NotCarriedOut extends Error {}

export type EventMessage = Exclude<FeedMessage, { type: "alive" | "snapshot_complete" | "fixture" }>;

/**
 * Takes a message into the book, and tells what has to be written for it; null when it is older than all that it speaks of.
 * @throws NotCarriedOut, or whatever the model throws on markets that it does not know; the book must then be read again
 */
export const takeMessage = (book: EventBook, message: EventMessage): BookChange | null => {
  switch (message.type) {
    case "event_status":
      return statusChange(book, message);
    case "odds_change":
      return oddsChange(book, message);
    case "bet_stop":
      return { eventId: book.eventId, ...(isOver(book.status) ? {} : takeDanger(book, message.reason)) };
    case "bet_settlement":
      return settlement(book, message);
    case "bet_cancel":
    case "rollback_bet_settlement":
    case "rollback_bet_cancel":
      return correction(book, message);
    case "fixture_change":
      if (message.change !== "cancelled") return { eventId: book.eventId };
      book.status = EVENT_STATUS.cancelled;
      return {
        eventId: book.eventId,
        status: book.status,
        ...takeDanger(book, null),
        ...tradeEvent(book),
      };
  }
};

export const isEmpty = ({ eventId: _, feedTimestamp: __, ...change }: BookChange): boolean =>
  Object.values(change).every((value) => value === undefined || (Array.isArray(value) && value.length === 0));

/**
 * The change with the provider's time on every word about results. Which of them hold, the database tells: messages may be
 * repeated, late and out of order.
 */
export const dated = (change: BookChange, timestamp: number): BookChange => ({
  ...change,
  ...(change.results ? { results: change.results.map((result) => ({ ...result, timestamp })) } : {}),
  ...(change.corrections ? { corrections: change.corrections.map((word) => ({ ...word, timestamp })) } : {}),
});

/**
 * The change with how late every result is as it is written. What waited here, because the database was away, is as late as
 * what came late: bets that were placed meanwhile knew the outcome.
 */
export const late = (change: BookChange, nowMs: number): BookChange => ({
  ...change,
  ...(change.results
    ? {
        results: change.results.map((result) =>
          result.timestamp === undefined
            ? result
            : { ...result, lateMs: Math.max(0, nowMs - result.timestamp) },
        ),
      }
    : {}),
});

/** Did somebody else than our own trader judge markets, so that only the database knows what holds now? */
export const isJudged = (type: FeedMessage["type"]): boolean =>
  type === "bet_settlement" ||
  type === "bet_cancel" ||
  type === "rollback_bet_settlement" ||
  type === "rollback_bet_cancel";

/** Settlements say what happened and stay true however late they come; everything else is a state that a newer one replaces. */
export const isState = (type: FeedMessage["type"]): boolean =>
  type === "event_status" ||
  type === "odds_change" ||
  type === "bet_stop" ||
  type === "fixture" ||
  type === "fixture_change";
