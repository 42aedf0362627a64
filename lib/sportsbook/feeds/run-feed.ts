import { systemClock } from "#lib/core/clock.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { log } from "#lib/platform/observability/log.ts";
import { databaseAnswered, logFailure } from "#lib/platform/observability/outage.ts";
import { type FeedSession, type FeedSessionFigures, startFeedSession } from "./feed-session.ts";
import { type FeedState, LeaseLostError, suspendOrphanedProviders, takeLease } from "./lease.ts";
import { type Provider, type Timer, timerOf } from "./providers/provider.ts";
import { FEED_TIMINGS, type FeedTimings } from "./watchdog.ts";

/** What this process knows about the provider; `figures` are null while another process owns it. */
export type FeedReport = {
  provider: string;
  state: FeedState | "standby";
  figures: FeedSessionFigures | null;
};

export type RunningFeed = { report(): FeedReport; stop(): Promise<void> };

/**
 * Runs one provider until stopped: waits for its lease, handles its messages, and suspends its markets whenever it is
 * silent, late or recovering. Several processes may run one provider; one of them owns it at a time.
 */
export const runFeed = (
  makeProvider: (timer: Timer) => Provider,
  timings: FeedTimings = FEED_TIMINGS,
): RunningFeed => {
  const owner = uuidv7();
  const { id } = makeProvider(timerOf(systemClock));
  let feedSession: FeedSession | undefined;
  let stopped = false;
  let continueNow: () => void = () => undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      continueNow = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopped) continueNow();
    });

  const attempt = async <T>(work: () => Promise<T>, complaint: string): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof LeaseLostError) log.warn({ provider: id, reason: error.message }, complaint);
      else logFailure(error, complaint, { provider: id });
      return undefined;
    }
  };

  const serve = async (held: FeedSession): Promise<void> => {
    let keptAt = performance.now();
    let renewAt = keptAt;
    while (!stopped && performance.now() - keptAt < timings.leaseMs) {
      if (performance.now() >= renewAt) {
        renewAt = performance.now() + timings.renewMs;
        const askedAt = performance.now();
        const kept = await attempt(held.renew, "the lease could not be renewed");
        if (kept === false) break;
        if (kept) {
          keptAt = askedAt;
          databaseAnswered();
        }
      }
      await attempt(held.watch, "the watchdog could not act");
      await pause(timings.watchMs);
    }
    if (!stopped) log.warn({ provider: id }, "the lease of this feed is lost");
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      await attempt(async () => {
        if (await takeLease(id, owner, timings.leaseMs)) {
          databaseAnswered();
          log.info({ provider: id }, "this process owns the feed");
          feedSession = await startFeedSession(makeProvider, owner, timings);
          await serve(feedSession);
          await attempt(feedSession.leave, "the feed could not be left in good order");
        } else await suspendOrphanedProviders();
      }, "the feed failed");
      feedSession = undefined;
      if (!stopped) await pause(timings.renewMs);
    }
  };

  const running = run();
  return {
    report: () => ({
      provider: id,
      state: feedSession?.state() ?? "standby",
      figures: feedSession?.figures() ?? null,
    }),
    stop: async () => {
      stopped = true;
      continueNow();
      await running;
    },
  };
};
