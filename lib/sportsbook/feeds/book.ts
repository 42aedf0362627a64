import {
  EVENT_STATUS,
  type EventStatus,
  type FootballScore,
  type Incident,
  type Side,
} from "#lib/sportsbook/catalogue/schema.ts";
import type { BookChange, DangerReason, MarketStatus, OutcomePrice } from "#lib/sportsbook/markets/schema.ts";
import type { FootballModel } from "#lib/sportsbook/pricing/index.ts";
import { isGoal } from "./timeline/timeline.ts";

export type BookMarket = {
  template: string;
  specifiers: string;
  status: MarketStatus;
  /** Of the result that stands: 1 scouted live, 2 confirmed. */
  certainty: 1 | 2 | null;
  outcomes: Map<string, OutcomePrice>;
  /** Outcomes that have a result while others of the market wait for theirs: no price opens them again. */
  decided?: ReadonlySet<string>;
  groups?: readonly string[];
  /** The provider's time of the newest price or stop; what is older changes nothing. */
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
  startsAt: number | null;
  /** The provider's time of the newest status or odds change: the scoreboard goes by it. */
  statusTimestamp: number;
  /** The same with stops: danger goes by it. */
  feedTimestamp: number;
  /** `feedTimestamp` as it was read from the database: no older price of any market is taken. */
  openedAt: number;
  /** The provider's time of the newest fixture or fixture change. */
  fixtureTimestamp: number;
  /** The newest stop of each group. */
  stoppedAt: Map<string, number>;
  /** The event is over, but a rollback or staff took results back since: the provider may run it again. */
  mayReopen: boolean;
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

export const standingGoals = (incidents: Iterable<Incident>): Side[] =>
  [...incidents]
    .filter((incident) => isGoal(incident.kind) && !incident.revoked)
    .sort((a, b) => a.number - b.number)
    .flatMap(({ side }) => (side ? [side] : []));

/** The danger to stop for, or to let go, if that changes. */
export const takeDanger = (
  book: EventBook,
  danger: DangerReason | null,
): Pick<BookChange, "suspend" | "resume"> => {
  if (danger === book.danger) return {};
  book.danger = danger;
  return danger === null ? { resume: true } : { suspend: danger };
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
