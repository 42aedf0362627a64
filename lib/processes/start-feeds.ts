import { EnvError, env } from "#lib/platform/config/env.ts";
import { log } from "#lib/platform/observability/log.ts";
import { startProcessBeat } from "#lib/platform/observability/process-beat.ts";
import { rateMeter } from "#lib/platform/observability/vitals.ts";
import {
  FEED_TIMINGS,
  type FeedTimings,
  httpFeed,
  type Provider,
  type RunningFeed,
  runFeed,
  simulators,
  type Timer,
} from "#lib/sportsbook/feeds/index.ts";

const providers = (): ((timer: Timer) => Provider)[] => {
  const { FEED_PROVIDER, FEED_ID, FEED_URL, SIMULATOR_SEED, SIMULATOR_SPEED, SIMULATOR_MATCHES } = env();
  switch (FEED_PROVIDER) {
    case "simulator":
      return simulators({ seed: SIMULATOR_SEED, speed: SIMULATOR_SPEED, matches: SIMULATOR_MATCHES });
    case "http": {
      if (!FEED_URL) throw new EnvError(["FEED_URL is missing: FEED_PROVIDER is http"]);
      return [() => httpFeed({ id: FEED_ID, url: FEED_URL })];
    }
    case "none":
      return [];
  }
};

const timings = (): FeedTimings => {
  const { FEED_LEASE_SECONDS, FEED_RECOVERY_GAP_SECONDS } = env();
  const leaseMs = FEED_LEASE_SECONDS * 1000;
  return {
    ...FEED_TIMINGS,
    leaseMs,
    renewMs: leaseMs / 3,
    recoveryGapMs: FEED_RECOVERY_GAP_SECONDS * 1000,
  };
};

export type FeedsProcess = { stop(): Promise<void> };

/** Runs every configured provider that no other process owns, and stands by for the others. */
export const startFeeds = async (): Promise<FeedsProcess> => {
  const feeds: RunningFeed[] = providers().map((make) => runFeed(make, timings()));
  const rate = rateMeter();
  const beat = await startProcessBeat("feeds", () => {
    const reports = feeds.map((feed) => feed.report());
    const total = (of: (report: (typeof reports)[number]) => number | undefined) =>
      reports.reduce((sum, report) => sum + (of(report) ?? 0), 0);
    return {
      messagesPerSecond: rate(total(({ figures }) => figures?.messages)),
      lagMs: Math.max(0, ...reports.map(({ figures }) => figures?.lagMs ?? 0)),
      eventsOpen: total(({ figures }) => figures?.eventsOpen),
      rejected: total(({ figures }) => figures?.byFate.rejected),
      providers: Object.fromEntries(reports.map(({ provider, state }) => [provider, state])),
    };
  });
  log.info({ providers: feeds.map((feed) => feed.report().provider) }, "feeds is up");
  return {
    stop: async () => {
      await Promise.all(feeds.map((feed) => feed.stop()));
      await beat.stop();
    },
  };
};
