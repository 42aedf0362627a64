import type { Clock } from "#lib/core/clock.ts";
import type { FeedMessageInput } from "../schema.ts";

/**
 * Handles one message. Resolves when the pipeline is ready for the next, so a provider that awaits it is slowed down.
 * @param raw the provider's own text, which is stored; without it the canonical message is stored
 */
export type Emit = (message: FeedMessageInput | string, raw?: string) => Promise<void>;

export type OpenEvent = { id: string; startsAt: Date; status: number };

/** A source of canonical messages. Adapters of real feeds and our own simulators have this interface. */
export type Provider = {
  readonly id: string;
  /** The name for the operator. */
  readonly name: string;
  /** The least time between two recovery requests, for our own sources, which do not limit them. */
  readonly recoveryGapMs?: number;
  /** Connects and starts to emit. `openEvents` are the events of this provider that are still open here. */
  start(emit: Emit, context: { openEvents: readonly OpenEvent[] }): Promise<void>;
  stop(): Promise<void>;
  /**
   * Requests everything after this time; a `snapshot_complete` with the returned id ends it.
   * @throws NotConnected, or the provider's refusal
   */
  requestRecovery(afterMs: number): Promise<string>;
};

/** A recovery cannot be requested without a connection. It is requested again when there is one. */
export class NotConnected extends Error {}

/** Time as a provider needs it: injected, so that tests and replays run without waiting. */
export type Timer = {
  nowMs(): number;
  /** Calls back once, at or after this time. Returns a function that cancels it. */
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
