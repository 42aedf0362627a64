import { setImmediate as nextTurn } from "node:timers/promises";
import { log } from "#lib/platform/observability/log.ts";

/** Messages that a provider may have put before us and that we have not looked at. */
const WAITING_MAX = 20_000;
/** The same in characters of their text. */
const LENGTH_MAX = 64_000_000;
/** What says something once and for all may wait in so many times that number. */
const JOURNAL_FACTOR = 4;
/** The event loop is let go after so many, for the watchdog must see what is going on. */
const TURN = 200;

/** A newer state replaces these; anything else is a word that is said once. */
const STATES = new Set(["odds_change", "event_status", "bet_stop", "alive"]);

const TYPE = /"type"\s*:\s*"(\w+)"/;

const typeOf = (message: unknown): string | undefined => {
  if (typeof message === "string") return TYPE.exec(message.slice(0, 2_000))?.[1];
  const { type } = (message ?? {}) as { type?: unknown };
  return typeof type === "string" ? type : undefined;
};

type Waiting = { message: unknown; raw: string | undefined; length: number; done: () => void };

export type Intake = {
  /** Resolves when the message was looked at, or was turned away. */
  push(message: unknown, raw?: string): Promise<void>;
  /** More came than we can hold, and it is not worked off yet: whatever we know may be old. */
  overrun(): boolean;
  figures(): { waiting: number; waitingMax: number; turnedAway: number };
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
};

/**
 * The door between a provider and the pipeline: messages wait in order, so many and no more. A provider that awaits `push` is
 * held back and never meets the limit. From one that pours on, states are turned away first and `onTurnedAway` hears of it:
 * what was lost has to be recovered before anybody relies on the book again.
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
    // At once: a message that comes before this function's promise is heard of must find the door open.
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
