import type { FeedState } from "./lease.ts";

export type FeedTimings = {
  leaseMs: number;
  renewMs: number;
  /** How often the watchdog runs. */
  watchMs: number;
  /** Without an alive message for this long, a provider is down. */
  silenceMsMax: number;
  /** A message that is older than this when it arrives makes the provider delayed. */
  lagMsMax: number;
  /** The interval between two recovery requests. */
  recoveryGapMs: number;
  /** A recovery that takes longer has failed. */
  recoveryMsMax: number;
};

/** The values of Sportradar's Unified Odds Feed for producers and recovery. The lease is ours. */
export const FEED_TIMINGS: FeedTimings = {
  leaseMs: 15_000,
  renewMs: 5_000,
  watchMs: 1_000,
  silenceMsMax: 20_000,
  lagMsMax: 15_000,
  recoveryGapMs: 30_000,
  recoveryMsMax: 20 * 60_000,
};

/** The inputs of the watchdog. Times in milliseconds. */
export type Vitals = {
  lastAliveAt: number;
  lagMs: number;
  /** Everything since the last good message has been received. */
  recovered: boolean;
  /** More messages arrived than the queue could hold, and those in it are not handled yet. */
  overrun: boolean;
  askedAt: number;
  /** A recovery is in progress. */
  asking: boolean;
};

export type Verdict = {
  state: FeedState;
  reason: "feed_down" | "feed_recovering" | "feed_delayed" | "feed_up";
  /** Request a recovery now. */
  ask: boolean;
};

/** The state that a provider's vital signs imply. Bets are only taken while it is "up". */
export const judge = (vitals: Vitals, now: number, timings: FeedTimings): Verdict => {
  if (now - vitals.lastAliveAt > timings.silenceMsMax)
    return { state: "down", reason: "feed_down", ask: false };
  if (vitals.overrun) return { state: "delayed", reason: "feed_delayed", ask: false };
  if (!vitals.recovered) {
    const waited = now - vitals.askedAt;
    const ask = waited >= (vitals.asking ? timings.recoveryMsMax : timings.recoveryGapMs);
    return { state: "recovering", reason: "feed_recovering", ask };
  }
  if (vitals.lagMs > timings.lagMsMax) return { state: "delayed", reason: "feed_delayed", ask: false };
  return { state: "up", reason: "feed_up", ask: false };
};
