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
  MarketPrice,
  MarketStatus,
  OutcomePrice,
} from "#lib/sportsbook/markets/schema.ts";
import { marketIdOf } from "#lib/sportsbook/markets/schema.ts";
import type { FootballModel } from "#lib/sportsbook/pricing/index.ts";
import type { BetCancel, BetSettlement, EventStatusMessage, FeedMessage, OddsChange } from "./schema.ts";
import { isGoal } from "./timeline/timeline.ts";
import { cancelMarket, isOpen, isVoid, settleMarket, takeMarket, tradeEvent } from "./trader.ts";

export type BookMarket = {
  template: string;
  specifiers: string;
  status: MarketStatus;
  outcomes: Map<string, OutcomePrice>;
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

const oddsChange = (book: EventBook, message: OddsChange): BookChange => {
  const change = takeState(book, message);
  const markets = message.markets.flatMap(({ outcomes, ...market }) => {
    const taken = takeMarket(book, {
      ...market,
      outcomes: outcomes.map((outcome, position) => ({ ...outcome, position })),
    } satisfies MarketPrice);
    return taken ? [taken] : [];
  });
  return { ...change, markets };
};

const openMarkets = (book: EventBook, names: readonly { template: string; specifiers: string }[]): string[] =>
  names
    .map(({ template, specifiers }) => marketIdOf(book.eventId, template, specifiers))
    .filter((id) => {
      const market = book.markets.get(id);
      return market !== undefined && isOpen(market);
    });

const settlement = (book: EventBook, { certainty, markets }: BetSettlement): BookChange => {
  const results = markets.flatMap((market) =>
    openMarkets(book, [market]).map((id) =>
      settleMarket(book, id, { certainty, cancelled: false, outcomes: market.outcomes }),
    ),
  );
  return { eventId: book.eventId, results };
};

/** A message we understand but do not carry out. It is kept as rejected, for staff to act on. */
export class NotCarriedOut extends Error {}

const cancellation = (book: EventBook, message: BetCancel): BookChange => {
  if (message.startsAt !== undefined || message.endsAt !== undefined)
    throw new NotCarriedOut("a cancellation of a window of time needs a decision by staff");
  return {
    eventId: book.eventId,
    results: openMarkets(book, message.markets).map((id) => cancelMarket(book, id)),
  };
};

export type EventMessage = Exclude<FeedMessage, { type: "alive" | "snapshot_complete" | "fixture" }>;

/**
 * Takes a message into the book, and tells what has to be written for it.
 * @throws NotCarriedOut, or whatever the model throws on markets that it does not know; the book must then be read again
 */
export const takeMessage = (book: EventBook, message: EventMessage): BookChange => {
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
      return cancellation(book, message);
    case "fixture_change":
      if (message.change !== "cancelled") return { eventId: book.eventId };
      book.status = EVENT_STATUS.cancelled;
      return {
        eventId: book.eventId,
        status: book.status,
        ...takeDanger(book, null),
        ...tradeEvent(book),
      };
    case "rollback_bet_settlement":
    case "rollback_bet_cancel":
      throw new NotCarriedOut(`${message.type} needs a decision by staff`);
  }
};

export const isEmpty = ({ eventId: _, feedTimestamp: __, ...change }: BookChange): boolean =>
  Object.values(change).every((value) => value === undefined || (Array.isArray(value) && value.length === 0));

/** Settlements say what happened and stay true however late they come; everything else is a state that a newer one replaces. */
export const isState = (type: FeedMessage["type"]): boolean =>
  type === "event_status" ||
  type === "odds_change" ||
  type === "bet_stop" ||
  type === "fixture" ||
  type === "fixture_change";
