export { createPipeline, type Pipeline, type PipelineFigures, type PipelineOptions } from "./ingest.ts";
export { suspendOrphanedProviders } from "./lease.ts";
export { modelOfPricing } from "./model.ts";
export { type Emit, type OpenEvent, type Provider, systemTimer, type Timer } from "./providers/provider.ts";
export { createReplay, REPLAY_ID, type ReplayOptions } from "./providers/replay/replay.ts";
export { type NationalTeamsOptions, nationalTeamsSimulator } from "./providers/simulator/index.ts";
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
