import {
  EVENT_STATUS,
  type EventScore,
  type EventStatus,
  type Incident,
} from "#lib/sportsbook/events/schema.ts";
import type { BookChange, MarketStatus, OutcomePrice } from "#lib/sportsbook/markets/schema.ts";
import type { Sport } from "#lib/sportsbook/sports/index.ts";

export type BookMarket = {
  marketType: string;
  specifiers: string;
  status: MarketStatus;
  /** Of the effective result: 1 scouted live, 2 confirmed. */
  certainty: 1 | 2 | null;
  outcomes: Map<string, OutcomePrice>;
  /** Outcomes with a result while others of the market have none: no price opens them again. */
  decided?: ReadonlySet<string>;
  groups?: readonly string[];
  /** The provider's time of the newest price or stop; anything older changes nothing. */
  feedTimestamp?: number;
};

/** The state of one event in memory, the same as in the database once all batches are written. */
export type EventBook = {
  eventId: string;
  provider: string;
  sport: Sport;
  /** The sport's model of the event; null if the provider makes the prices, or before the fixture is known. */
  model: unknown;
  status: EventStatus;
  score: EventScore | null;
  incidents: Map<number, Incident>;
  /** Why betting on the event is suspended: one of the sport's reasons. */
  suspension: string | null;
  startsAt: number | null;
  /** The provider's time of the newest status or odds change, which decides about the scoreboard. */
  statusTimestamp: number;
  /** The same including stops, which decides about the suspension. */
  feedTimestamp: number;
  /** `feedTimestamp` as it was read from the database: no older price of any market is applied. */
  openedAt: number;
  /** The provider's time of the newest fixture or fixture change. */
  fixtureTimestamp: number;
  /** The newest stop of each group. */
  stoppedAt: Map<string, number>;
  /** The event is over, but a rollback or staff have undone results since: the provider may run it again. */
  mayReopen: boolean;
  markets: Map<string, BookMarket>;
};

export const newBook = (eventId: string, provider: string, sport: Sport): EventBook => ({
  eventId,
  provider,
  sport,
  model: null,
  status: EVENT_STATUS.notStarted,
  score: null,
  incidents: new Map(),
  suspension: null,
  startsAt: null,
  statusTimestamp: 0,
  feedTimestamp: 0,
  openedAt: 0,
  fixtureTimestamp: 0,
  stoppedAt: new Map(),
  mayReopen: false,
  markets: new Map(),
});

export const isOver = (status: EventStatus): boolean =>
  status === EVENT_STATUS.ended ||
  status === EVENT_STATUS.closed ||
  status === EVENT_STATUS.cancelled ||
  status === EVENT_STATUS.abandoned;

/** The sport's reason for the suspension. */
const reasonOf = ({ suspensionReasons }: Sport, reason: string): string =>
  suspensionReasons.includes(reason) ? reason : suspensionReasons[0];

/** Suspends or resumes the event, if that changes anything. */
export const changeSuspension = (
  book: EventBook,
  reason: string | null,
): Pick<BookChange, "suspend" | "resume"> => {
  const suspension = reason === null ? null : reasonOf(book.sport, reason);
  if (suspension === book.suspension) return {};
  book.suspension = suspension;
  return suspension === null ? { resume: true } : { suspend: suspension };
};

/** The start, if it moved. */
export const moveStart = (book: EventBook, startsAt: number | undefined): BookChange => {
  if (startsAt === undefined || startsAt === book.startsAt) return { eventId: book.eventId };
  book.startsAt = startsAt;
  return { eventId: book.eventId, startsAt };
};

export const isEmpty = ({
  eventId: _,
  feedTimestamp: __,
  fixtureTimestamp: ___,
  ...change
}: BookChange): boolean =>
  Object.values(change).every((value) => value === undefined || (Array.isArray(value) && value.length === 0));
