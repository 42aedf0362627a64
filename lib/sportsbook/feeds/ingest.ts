import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ZodError } from "zod";
import type { Clock } from "#lib/core/clock.ts";
import { isOutOfReach, logFailure } from "#lib/platform/observability/outage.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import type { BookChange } from "#lib/sportsbook/markets/schema.ts";
import { SPORTS, type Sport } from "#lib/sportsbook/sports/index.ts";
import { type EventBook, isEmpty, isOver, moveStart, newBook } from "./book.ts";
import { LeaseLostError } from "./lease.ts";
import { loadBooks, openEventsOf, type StoredMessage } from "./queries.ts";
import { dated, isSettlementMessage, late } from "./results.ts";
import { type Fate, type FeedMessage, type Fixture, parseFeedMessage } from "./schema.ts";
import { type EventMessage, takeMessage, UnprocessableMessageError } from "./take-message.ts";
import { bookWriter } from "./writer.ts";

export type PipelineOptions = {
  provider: string;
  clock: Clock;
  /** How long changes are collected before they are written. */
  flushMs?: number;
  /** Called before every write; false drops it, because another process owns the book. */
  mayWrite?: () => boolean;
  /** Writes the book's changes, all or none. */
  apply?: (changes: readonly BookChange[]) => Promise<unknown>;
  /** Reads events that are not in memory. */
  load?: typeof loadBooks;
  /** `timestamp` is the provider's time. */
  onAlive?: (subscribed: boolean, timestamp: number) => void;
  onSnapshotComplete?: (requestId: string | undefined) => void;
};

export type PipelineFigures = {
  messages: number;
  byFate: Record<Fate, number>;
  /** How far behind the provider's clock the newest message was. */
  lagMs: number;
  lastMessageAt: Date | null;
  lastAliveAt: Date | null;
  eventsOpen: number;
};

export type Pipeline = {
  /** Rebuilds the state of the provider's open events from the database. */
  open(): Promise<void>;
  /** Handles one message, in the order of the calls. No message makes it throw. */
  ingest(message: unknown, raw?: string): Promise<Fate>;
  flush(): Promise<void>;
  stop(): Promise<void>;
  figures(): PipelineFigures;
  /** The delay (ms) of the latest live message since the last call. */
  takeLag(): number;
};

const FLUSH_MS = 20;
const RETRY_MS = 100;
const RETRY_MS_MAX = 5_000;
const BACKLOG_MAX = 2_000;
const RAW_LENGTH_MAX = 262_144;
const FINGERPRINTS_KEPT = 32;

type Outcome = {
  fate: Fate;
  error?: string;
  fixture?: Fixture & { model: unknown };
  change?: BookChange;
};

const rejected = (error: string): Outcome => ({ fate: "rejected", error });

const wrongParticipants = ({ id, participants }: Sport, message: Fixture): string | null => {
  const ids = new Set(message.participants.map((participant) => participant.id));
  if (ids.size < message.participants.length) return "a participant is named twice";
  return participants === "two-sided" && ids.size !== 2 ? `${id} is played between two sides` : null;
};

const textOf = (message: unknown): string => {
  if (typeof message === "string") return message;
  try {
    return JSON.stringify(message) ?? String(message);
  } catch {
    return String(message);
  }
};

// PostgreSQL's text has no NUL.
const keepable = (raw: string): string => raw.slice(0, RAW_LENGTH_MAX).replaceAll("\0", "\uFFFD");

const fingerprint = ({
  requestId: _,
  ...message
}: FeedMessage & { requestId?: string | undefined }): string =>
  createHash("sha1")
    .update(JSON.stringify(message, (_key, value) => (typeof value === "bigint" ? value.toString() : value)))
    .digest("base64");

/** The path of every message: parse, check, store raw, apply to the book, write in batches, announce. */
export const createPipeline = (options: PipelineOptions): Pipeline => {
  const { provider, clock } = options;
  const books = new Map<string, EventBook>();
  const models = new Map<string, unknown>();
  const fixtures = new Map<string, string>();
  const fingerprints = new Map<string, string[]>();
  const figures = {
    messages: 0,
    byFate: { applied: 0, duplicate: 0, outdated: 0, rejected: 0, unchanged: 0 } as Record<Fate, number>,
    lagMs: 0,
    lastMessageAt: null as Date | null,
    lastAliveAt: null as Date | null,
  };
  let lagMsMax = 0;
  let arrivals = 0;
  let tail: Promise<unknown> = Promise.resolve();

  // The refused change never reached the database, so memory is ahead of it: the event is read again, and its
  // messages may be repeated.
  const reread = (eventId: string): void => {
    books.delete(eventId);
    fixtures.delete(eventId);
    fingerprints.delete(eventId);
  };
  const apply = options.apply ?? applyBook;
  const writer = bookWriter({
    flushMs: options.flushMs ?? FLUSH_MS,
    mayWrite: options.mayWrite ?? (() => true),
    apply: (changes) => apply(changes.map((change) => late(change, clock.now().getTime()))),
    onRefused: reread,
  });

  const load = options.load ?? loadBooks;
  let stopping = false;

  // A provider sends a result once: a message that meets an outage waits for its end, and those behind it wait too.
  const loadPatiently = async (eventId: string): Promise<EventBook | undefined> => {
    for (let waitMs = RETRY_MS; ; waitMs = Math.min(RETRY_MS_MAX, waitMs * 2)) {
      try {
        return (await load([eventId]))[0];
      } catch (error) {
        if (!isOutOfReach(error) || stopping || options.mayWrite?.() === false) throw error;
        logFailure(error, "an event could not be read, trying again", { eventId, provider });
        await sleep(waitMs);
      }
    }
  };

  const bookOf = async (eventId: string): Promise<EventBook | null> => {
    const known = books.get(eventId);
    if (known) return known;
    if (writer.holds(eventId)) await writer.flush();
    const book = await loadPatiently(eventId);
    if (!book) return null;
    book.model = models.get(eventId) ?? null;
    books.set(eventId, book);
    return book;
  };

  const isRepeat = (eventId: string, message: FeedMessage): boolean => {
    const seen = fingerprints.get(eventId) ?? [];
    const print = fingerprint(message);
    if (seen.includes(print)) return true;
    fingerprints.set(eventId, [...seen.slice(1 - FINGERPRINTS_KEPT), print]);
    return false;
  };

  const takeFixture = async (message: Fixture): Promise<Outcome> => {
    const book = await bookOf(message.eventId);
    if (book && book.provider !== provider) return rejected(`the event belongs to ${book.provider}`);
    if (book && message.timestamp < book.fixtureTimestamp) return { fate: "outdated" };
    const sport = SPORTS.find(({ id }) => id === message.competition.sportId);
    if (!sport) return rejected(`no sport "${message.competition.sportId}"`);
    const wrong = wrongParticipants(sport, message);
    if (wrong) return rejected(wrong);
    const { pricing } = message;
    let model: unknown = null;
    try {
      if (pricing.by === "platform") model = sport.modelOf(pricing.model);
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      const [issue] = error.issues;
      return rejected(`pricing.model.${issue?.path.join(".")}: ${issue?.message}`);
    }
    const taken = book ?? newBook(message.eventId, provider, sport);
    taken.fixtureTimestamp = message.timestamp;
    books.set(message.eventId, taken);
    taken.model = model;
    if (model !== null) models.set(message.eventId, model);
    const { competition, name, participants, startsAt } = message;
    const content = JSON.stringify([competition, name, participants, startsAt, model]);
    if (book && fixtures.get(message.eventId) === content) return { fate: "unchanged" };
    fixtures.set(message.eventId, content);
    if (!book) taken.startsAt = startsAt;
    const change = moveStart(taken, startsAt);
    return { fate: "applied", fixture: { ...message, model }, ...(isEmpty(change) ? {} : { change }) };
  };

  const takeOfEvent = async (message: EventMessage): Promise<Outcome> => {
    const book = await bookOf(message.eventId);
    if (!book) return rejected("unknown event");
    if (book.provider !== provider) return rejected(`the event belongs to ${book.provider}`);
    if (isRepeat(message.eventId, message)) return { fate: "duplicate" };
    const change = takeMessage(book, message);
    if (!change) return { fate: "outdated" };
    if (isSettlementMessage(message.type)) books.delete(message.eventId);
    if (isEmpty(change)) return { fate: "unchanged" };
    arrivals += 1;
    const { feedTimestamp, fixtureTimestamp } = book;
    return {
      fate: "applied",
      change: { ...dated(change, message.timestamp, arrivals), feedTimestamp, fixtureTimestamp },
    };
  };

  const take = async (message: FeedMessage): Promise<Outcome> => {
    if (message.provider !== provider) return rejected(`not a message of ${provider}`);
    switch (message.type) {
      case "alive":
        figures.lastAliveAt = clock.now();
        options.onAlive?.(message.subscribed, message.timestamp);
        return { fate: "unchanged" };
      case "snapshot_complete":
        // Everything before it must be written before the book can be relied on.
        await writer.flush();
        options.onSnapshotComplete?.(message.requestId);
        return { fate: "unchanged" };
      case "fixture":
        return takeFixture(message);
      default:
        return takeOfEvent(message);
    }
  };

  const handle = async (message: unknown, raw: string): Promise<Fate> => {
    const receivedAt = clock.now();
    const parsed =
      raw.includes("\\u0000") || raw.includes("\0")
        ? ({ ok: false, error: "contains NUL" } as const)
        : parseFeedMessage(message);
    let outcome: Outcome;
    try {
      outcome = parsed.ok ? await take(parsed.message) : rejected(parsed.error);
    } catch (error) {
      const eventId = parsed.ok && "eventId" in parsed.message ? parsed.message.eventId : null;
      if (!(error instanceof UnprocessableMessageError)) {
        if (!(error instanceof LeaseLostError))
          logFailure(error, "a message could not be handled", { eventId, provider });
        if (eventId) reread(eventId);
      }
      outcome = rejected(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
    }
    figures.messages += 1;
    figures.byFate[outcome.fate] += 1;
    figures.lastMessageAt = receivedAt;
    if (parsed.ok) {
      figures.lagMs = Math.max(0, receivedAt.getTime() - parsed.message.timestamp);
      // Messages of a recovery are always late.
      if (parsed.message.requestId === undefined) lagMsMax = Math.max(lagMsMax, figures.lagMs);
    }
    store(parsed.ok ? parsed.message : null, outcome, receivedAt, raw);
    if (writer.backlog() > BACKLOG_MAX) await writer.flush();
    return outcome.fate;
  };

  const store = (message: FeedMessage | null, outcome: Outcome, receivedAt: Date, raw: string): void => {
    const { fate, error, fixture, change } = outcome;
    const eventId = message && "eventId" in message ? message.eventId : null;
    const stored: StoredMessage = {
      provider,
      eventId,
      kind: message?.type ?? null,
      timestamp: message?.timestamp ?? null,
      receivedAt,
      fate,
      error: error?.slice(0, 300) ?? null,
      raw: keepable(raw),
    };
    writer.add(stored, {
      urgent: change?.suspend !== undefined || (change?.stops?.length ?? 0) > 0,
      ...(change ? { change } : {}),
      ...(fixture ? { fixture: { ...fixture, provider, startsAt: new Date(fixture.startsAt) } } : {}),
    });
    const book = eventId ? books.get(eventId) : undefined;
    if (eventId && book && isOver(book.status)) forget(eventId);
  };

  const forget = (eventId: string): void => {
    for (const all of [books, models, fixtures, fingerprints]) all.delete(eventId);
  };

  return {
    open: async () => {
      const open = await openEventsOf(provider);
      for (const book of await loadBooks(open.map(({ id }) => id))) books.set(book.eventId, book);
    },
    ingest: (message, raw) => {
      const result = tail.then(() => handle(message, raw ?? textOf(message)));
      tail = result.catch(() => undefined);
      return result;
    },
    flush: async () => {
      await tail;
      await writer.flush();
    },
    stop: async () => {
      stopping = true;
      await tail;
      await writer.stop();
    },
    takeLag: () => {
      const lag = lagMsMax;
      lagMsMax = 0;
      return lag;
    },
    figures: () => ({ ...figures, byFate: { ...figures.byFate }, eventsOpen: books.size }),
  };
};
