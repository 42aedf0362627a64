import { z } from "zod";
import { EVENT_STATUS, type EventScore, type EventStatus } from "#lib/sportsbook/events/schema.ts";
import {
  type BookChange,
  MARKET_STATUS,
  type MarketPrice,
  marketIdOf,
} from "#lib/sportsbook/markets/schema.ts";
import type { Sport } from "#lib/sportsbook/sports/index.ts";
import { betStop, stoppedAt } from "./bet-stop.ts";
import { changeSuspension, type EventBook, isOver, moveStart } from "./book.ts";
import { correction, settlement } from "./results.ts";
import type { EventStatusMessage, FeedMessage, FixtureChange, OddsChange } from "./schema.ts";
import { takeMarket, tradeEvent } from "./trader.ts";

const takeState = (
  book: EventBook,
  state: Pick<EventStatusMessage, "timestamp" | "incidents" | "suspension"> & {
    status?: EventStatus | undefined;
    score?: EventScore | undefined;
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
  const isNewest = state.timestamp >= book.feedTimestamp;
  book.statusTimestamp = state.timestamp;
  book.feedTimestamp = Math.max(book.feedTimestamp, state.timestamp);
  if (isOver(book.status)) return { ...change, ...changeSuspension(book, null) };
  return isNewest ? { ...change, ...changeSuspension(book, state.suspension) } : change;
};

/**
 * @throws UnprocessableMessageError if the event is over and nothing was rolled back: its provider cannot run it
 * again
 */
const refuseReopening = (book: EventBook, status: EventStatus | undefined): void => {
  if (status === undefined || !isOver(book.status) || isOver(status) || book.mayReopen) return;
  throw new UnprocessableMessageError("the event is already over");
};

const statusChange = (book: EventBook, message: EventStatusMessage): BookChange | null => {
  if (message.timestamp < book.statusTimestamp) return null;
  refuseReopening(book, message.status);
  const change = takeState(book, message);
  // An event that we price needs a scoreboard.
  if (!book.score && book.status === EVENT_STATUS.notStarted) {
    book.score = book.sport.initialScore();
    change.score = book.score;
  }
  return book.model || book.status === EVENT_STATUS.cancelled ? { ...change, ...tradeEvent(book) } : change;
};

/**
 * Messages overtake each other, especially during a recovery: prices follow the newest price or stop of their market,
 * scoreboard and suspension the newest message on the event. Null if everything in it is outdated.
 */
const oddsChange = (book: EventBook, message: OddsChange): BookChange | null => {
  const ofEvent = message.timestamp >= book.statusTimestamp;
  if (ofEvent) refuseReopening(book, message.status);
  const change: BookChange = ofEvent ? takeState(book, message) : { eventId: book.eventId };
  const fresh = message.markets.filter(({ marketType, specifiers, groups }) => {
    const known = book.markets.get(marketIdOf(book.eventId, marketType, specifiers));
    return message.timestamp >= (known?.feedTimestamp ?? Math.max(book.openedAt, stoppedAt(book, groups)));
  });
  if (!ofEvent && fresh.length === 0) return null;
  const over = isOver(book.status);
  const markets = fresh.flatMap(({ outcomes, ...market }) => {
    const taken = takeMarket(book, {
      ...market,
      // Nothing opens on an event that is over, even if a rollback may run it again later.
      status: over && market.status === MARKET_STATUS.active ? MARKET_STATUS.suspended : market.status,
      outcomes: outcomes.map((outcome, position) => ({ ...outcome, position })),
    } satisfies MarketPrice);
    const known = book.markets.get(marketIdOf(book.eventId, market.marketType, market.specifiers));
    if (known) known.feedTimestamp = message.timestamp;
    return taken ? [taken] : [];
  });
  const isCalledOff = change.status === EVENT_STATUS.cancelled;
  return { ...change, markets, ...(isCalledOff ? tradeEvent(book) : {}) };
};

const fixtureChange = (book: EventBook, message: FixtureChange): BookChange | null => {
  if (message.timestamp < book.fixtureTimestamp) return null;
  book.fixtureTimestamp = message.timestamp;
  const change = moveStart(book, message.startsAt);
  if (message.change !== "cancelled" || book.status === EVENT_STATUS.cancelled) return change;
  book.status = EVENT_STATUS.cancelled;
  return { ...change, status: book.status, ...changeSuspension(book, null), ...tradeEvent(book) };
};

/** A valid message that cannot be applied. It is stored as rejected, for staff to act on. */
export class UnprocessableMessageError extends Error {}

/**
 * The message with its score and incidents as the sport parses them.
 * @throws UnprocessableMessageError if they are invalid for the sport
 */
const readBySport = <Message extends EventMessage>(
  { id, score, incidentSchema }: Sport,
  message: Message,
): Message => {
  if (message.type !== "event_status" && message.type !== "odds_change") return message;
  const read = z
    .object({ score: score.optional(), incidents: z.array(incidentSchema) })
    .safeParse({ score: message.score, incidents: message.incidents });
  if (read.success) return { ...message, ...read.data };
  const [issue] = read.error.issues;
  throw new UnprocessableMessageError(`not of ${id}: ${issue?.path.join(".")}: ${issue?.message}`);
};

export type EventMessage = Exclude<FeedMessage, { type: "alive" | "snapshot_complete" | "fixture" }>;

/**
 * Applies a message to the book and returns what has to be written for it; null if all of it is outdated. Each type
 * has its own order: fixtures, scoreboard and suspension, the prices of each market, the results of each market.
 * @throws UnprocessableMessageError, or whatever the model throws on unknown markets; the book must then be read
 * again
 */
export const takeMessage = (book: EventBook, written: EventMessage): BookChange | null => {
  const message = readBySport(book.sport, written);
  switch (message.type) {
    case "event_status":
      return statusChange(book, message);
    case "odds_change":
      return oddsChange(book, message);
    case "bet_stop":
      return betStop(book, message);
    case "bet_settlement":
      return settlement(book, message);
    case "bet_cancel":
    case "rollback_bet_settlement":
    case "rollback_bet_cancel":
      return correction(book, message);
    case "fixture_change":
      return fixtureChange(book, message);
  }
};
