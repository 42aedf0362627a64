import { env } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { startProcessBeat } from "#lib/platform/process-beat.ts";
import {
  nationalTeamsSimulator,
  type Provider,
  type RunningFeed,
  runFeed,
} from "#lib/sportsbook/feeds/index.ts";

const providers = (): (() => Provider)[] => {
  const { FEED_PROVIDER, SIMULATOR_SEED, SIMULATOR_SPEED, SIMULATOR_MATCHES } = env();
  switch (FEED_PROVIDER) {
    case "simulator":
      return [
        () =>
          nationalTeamsSimulator({
            seed: SIMULATOR_SEED,
            speed: SIMULATOR_SPEED,
            matches: SIMULATOR_MATCHES,
          }),
      ];
    case "none":
      return [];
  }
};

/** Messages a second since the last time it was asked. */
const rateMeter = () => {
  let before = { at: Date.now(), messages: 0 };
  return (messages: number): number => {
    const now = { at: Date.now(), messages };
    const seconds = (now.at - before.at) / 1000;
    const rate = seconds > 0 ? Math.max(0, messages - before.messages) / seconds : 0;
    before = now;
    return Math.round(rate * 10) / 10;
  };
};

export type FeedsProcess = { stop(): Promise<void> };

/** Runs every configured provider that nobody else owns, and stands by for the others. */
export const startFeeds = async (): Promise<FeedsProcess> => {
  const feeds: RunningFeed[] = providers().map((make) => runFeed(make));
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
