import type { Clock } from "#lib/core/clock.ts";
import type { FeedMessageInput } from "../schema.ts";

/**
 * Takes one message. Resolves when the pipeline is ready for the next, so a provider that awaits it is held back.
 * @param raw the provider's own text, kept in the message store; without it the canonical message is kept
 */
export type Emit = (message: FeedMessageInput | string, raw?: string) => Promise<void>;

export type OpenEvent = { id: string; startsAt: Date; status: number };

/** A source of canonical messages. An adapter of a real feed and our own simulator look the same from here. */
export type Provider = {
  readonly id: string;
  /** What the operator reads. */
  readonly name: string;
  /** The least time between two requests for recovery, where the source is our own and minds none. */
  readonly recoveryGapMs?: number;
  /** Connects and begins to emit. `openEvents` are those we still hold open from this provider. */
  start(emit: Emit, context: { openEvents: readonly OpenEvent[] }): Promise<void>;
  stop(): Promise<void>;
  /**
   * Asks for everything after this time; a `snapshot_complete` with the returned id ends it.
   * @throws NotConnected, or whatever made the provider refuse
   */
  requestRecovery(afterMs: number): Promise<string>;
};

/** A recovery cannot be asked for, because nobody would hear it. Asked again as soon as it can. */
export class NotConnected extends Error {}

/** Time as a provider needs it: injected, so that a test or a replay runs without waiting. */
export type Timer = {
  nowMs(): number;
  /** Calls back once, at or after this time. Returns what cancels it. */
  at(timeMs: number, run: () => void | Promise<void>): () => void;
};

export const timerOf = (clock: Clock): Timer => {
  const nowMs = (): number => clock.now().getTime();
  return {
    nowMs,
    at: (timeMs, run) => {
      const handle = setTimeout(run, Math.max(0, timeMs - nowMs()));
      return () => clearTimeout(handle);
    },
  };
};
