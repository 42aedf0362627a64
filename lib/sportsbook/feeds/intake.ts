import { setImmediate as nextTurn } from "node:timers/promises";
import { log } from "#lib/platform/observability/log.ts";

/** The maximum number of queued messages. */
const WAITING_MAX = 20_000;
/** The same in characters of their text. */
const LENGTH_MAX = 64_000_000;
/** Messages that are not repeated may fill the queue this many times over. */
const JOURNAL_FACTOR = 4;
/** How many messages are handled before the event loop gets a turn, so that the watchdog can run. */
const TURN = 200;

/** A newer message of these types replaces an older one; messages of other types are sent only once. */
const STATES = new Set(["odds_change", "event_status", "bet_stop", "alive"]);

const TYPE = /"type"\s*:\s*"(\w+)"/;

const typeOf = (message: unknown): string | undefined => {
  if (typeof message === "string") return TYPE.exec(message.slice(0, 2_000))?.[1];
  const { type } = (message ?? {}) as { type?: unknown };
  return typeof type === "string" ? type : undefined;
};

type Waiting = { message: unknown; raw: string | undefined; length: number; done: () => void };

export type Intake = {
  /** Resolves when the message was handled or dropped. */
  push(message: unknown, raw?: string): Promise<void>;
  /** More messages arrived than the queue can hold, and they are not handled yet: the known state may be outdated. */
  overrun(): boolean;
  figures(): { waiting: number; waitingMax: number; turnedAway: number };
  /** Resolves when the queue is empty. */
  idle(): Promise<void>;
};

/**
 * The bounded queue between a provider and the pipeline. A provider that awaits `push` is slowed down and never
 * reaches the limit. From one that does not wait, state messages are dropped first and `onTurnedAway` is called: what
 * was lost must be recovered before the book can be relied on.
 */
export const createIntake = (options: {
  take: (message: unknown, raw?: string) => Promise<unknown>;
  onTurnedAway: () => void;
  waitingMax?: number;
}): Intake => {
  const { waitingMax = WAITING_MAX } = options;
  let queue: Waiting[] = [];
  let next = 0;
  let length = 0;
  let overrun = false;
  let working: Promise<void> | undefined;
  const figures = { waitingMax: 0, turnedAway: 0 };

  const waiting = (): number => queue.length - next;

  const work = async (): Promise<void> => {
    for (let taken = 1; next < queue.length; taken += 1) {
      const { message, raw, length: of, done } = queue[next] as Waiting;
      next += 1;
      length -= of;
      if (next === TURN) {
        queue = queue.slice(next);
        next = 0;
      }
      try {
        await options.take(message, raw);
      } catch (error) {
        log.error({ err: error }, "a message could not be taken in");
      }
      done();
      if (overrun && waiting() < waitingMax / 2 && length < LENGTH_MAX / 2) overrun = false;
      if (taken % TURN === 0) await nextTurn();
    }
    // Synchronously: a message that arrives before this function's promise resolves must start the work again.
    working = undefined;
  };

  const full = (times: number): boolean => waiting() >= waitingMax * times || length >= LENGTH_MAX * times;

  return {
    push: (message, raw) => {
      const type = typeOf(message);
      const journal = type !== undefined && !STATES.has(type);
      if (full(journal ? JOURNAL_FACTOR : 1)) {
        overrun = true;
        figures.turnedAway += 1;
        options.onTurnedAway();
        return Promise.resolve();
      }
      return new Promise((done) => {
        const size = raw?.length ?? (typeof message === "string" ? message.length : 0);
        queue.push({ message, raw, length: size, done });
        length += size;
        figures.waitingMax = Math.max(figures.waitingMax, waiting());
        working ??= work();
      });
    },
    overrun: () => overrun,
    figures: () => ({ waiting: waiting(), ...figures }),
    idle: async () => {
      while (working) await working;
    },
  };
};
