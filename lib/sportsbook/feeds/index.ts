export { suspendOrphanedProviders } from "./lease.ts";
export { type HttpFeedOptions, httpFeed } from "./providers/http/http-feed.ts";
export type { Provider, Timer } from "./providers/provider.ts";
export { type SimulatorsOptions, simulators } from "./providers/simulator/index.ts";
export { type FeedReport, type RunningFeed, runFeed } from "./run-feed.ts";
export {
  type ReplayProgress,
  type ReplayRefusal,
  type ReplayReport,
  type ReplayStep,
  type RunReplay,
  runReplay,
} from "./run-replay.ts";
export * from "./schema.ts";
export { FEED_TIMINGS, type FeedTimings } from "./watchdog.ts";
