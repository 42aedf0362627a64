export { createPipeline, type Pipeline, type PipelineFigures, type PipelineOptions } from "./ingest.ts";
export { suspendOrphanedProviders } from "./lease.ts";
export { AVERAGE_MODEL, modelOfPricing } from "./model.ts";
export { type ManualTimer, manualTimer } from "./providers/manual-timer.ts";
export { type Emit, type OpenEvent, type Provider, systemTimer, type Timer } from "./providers/provider.ts";
export { type FeedReport, type RunningFeed, runFeed } from "./run-feed.ts";
export * from "./schema.ts";
export { FEED_TIMINGS, type FeedTimings } from "./watchdog.ts";
