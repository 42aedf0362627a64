import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#lib/platform/observability/log.ts";
import { logFailure } from "#lib/platform/observability/outage.ts";
import { type FixtureEntry, registerFixtures } from "#lib/sportsbook/events/index.ts";
import type { BookChange } from "#lib/sportsbook/markets/schema.ts";
import { LeaseLostError } from "./lease.ts";
import { mergeChanges } from "./merge-changes.ts";
import { type StoredMessage, storeMessages } from "./queries.ts";

type Batch = {
  fixtures: Map<string, FixtureEntry>;
  changes: Map<string, BookChange>;
  messages: StoredMessage[];
};

const emptyBatch = (): Batch => ({
  fixtures: new Map(),
  changes: new Map(),
  messages: [],
});

const RETRY_MS_MAX = 5_000;

/** The database refused the change (a value, a constraint), as opposed to being unavailable. */
const isRefused = (error: unknown): boolean =>
  /^(22|23|42|54|P0|EV|XX)/.test(String((error as { code?: unknown }).code ?? ""));

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]?.slice(0, 300) ?? "";

/**
 * Collects changes and writes them in batches, at most every `flushMs`. States are merged by event; incidents,
 * results and the messages themselves are all kept. While the database is unavailable everything waits; a change that
 * the database refuses is passed to `onRefused` and does not hold up the others.
 */
export const bookWriter = (options: {
  flushMs: number;
  mayWrite: () => boolean;
  /** Writes the book's changes, all or none. */
  apply: (changes: readonly BookChange[]) => Promise<unknown>;
  onRefused: (eventId: string) => void;
}) => {
  let pending = emptyBatch();
  let inFlight: Batch | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let stopped = false;

  const hasPending = () =>
    pending.messages.length > 0 || pending.changes.size > 0 || pending.fixtures.size > 0;

  const patiently = async (work: () => Promise<unknown>): Promise<void> => {
    for (let waitMs = 100; ; waitMs = Math.min(RETRY_MS_MAX, waitMs * 2)) {
      if (!options.mayWrite()) throw new LeaseLostError("the lease of this feed is lost");
      try {
        await work();
        return;
      } catch (error) {
        if (isRefused(error) || error instanceof LeaseLostError || stopped) throw error;
        logFailure(error, "the book could not be written, trying again");
        await sleep(waitMs);
      }
    }
  };

  const writeState = async (batch: Omit<Batch, "messages">): Promise<void> => {
    await patiently(() => registerFixtures([...batch.fixtures.values()]));
    await patiently(() => options.apply([...batch.changes.values()]));
  };

  const writeEventByEvent = async (batch: Batch): Promise<void> => {
    const only = <Value>(all: Map<string, Value>, id: string) =>
      new Map([...all].filter(([eventId]) => eventId === id));
    for (const id of new Set([...batch.fixtures.keys(), ...batch.changes.keys()])) {
      try {
        await writeState({ fixtures: only(batch.fixtures, id), changes: only(batch.changes, id) });
      } catch (error) {
        if (!isRefused(error)) throw error;
        log.error({ err: error, eventId: id }, "the database refused a change of this event");
        for (const message of batch.messages) {
          if (message.eventId !== id || message.fate !== "applied") continue;
          message.fate = "rejected";
          message.error = oneLine(error);
        }
        options.onRefused(id);
      }
    }
  };

  const storeAll = async (messages: StoredMessage[]): Promise<void> => {
    try {
      await patiently(() => storeMessages(messages));
    } catch (error) {
      if (!isRefused(error)) throw error;
      for (const message of messages)
        await storeMessages([message]).catch((refusal) =>
          log.error({ err: refusal, raw: message.raw.slice(0, 1000) }, "a message could not be kept"),
        );
    }
  };

  const write = async (batch: Batch): Promise<void> => {
    try {
      await writeState(batch);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await writeEventByEvent(batch);
    }
    await storeAll(batch.messages);
  };

  /** Writes everything collected so far, and resolves when it is written. */
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    while (writing) await writing;
    if (!hasPending()) return;
    const batch = pending;
    pending = emptyBatch();
    inFlight = batch;
    writing = write(batch).finally(() => {
      inFlight = undefined;
      writing = undefined;
    });
    await writing;
  };

  const background = (): void => {
    flush().catch((error) => {
      // Said once, by whoever held the lease.
      if (!(error instanceof LeaseLostError)) logFailure(error, "the book could not be written");
    });
  };

  return {
    flush,
    /** Messages that are not yet written. */
    backlog: () => pending.messages.length,
    add: (
      message: StoredMessage,
      work: { fixture?: FixtureEntry; change?: BookChange; urgent?: boolean } = {},
    ): void => {
      const { fixture, change, urgent } = work;
      pending.messages.push(message);
      if (fixture) pending.fixtures.set(fixture.eventId, fixture);
      if (change)
        pending.changes.set(change.eventId, mergeChanges(pending.changes.get(change.eventId), change));
      if (urgent) background();
      else timer ??= setTimeout(background, options.flushMs);
    },
    /** Whether changes of this event are not written yet. */
    holds: (eventId: string) =>
      [pending, inFlight].some((batch) => batch?.changes.has(eventId) || batch?.fixtures.has(eventId)),
    stop: async (): Promise<void> => {
      await flush();
      stopped = true;
    },
  };
};
