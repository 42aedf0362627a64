import { closeDatabase } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
import { serveMetrics } from "#lib/platform/observability/metrics.ts";
import { startFeeds } from "./start-feeds.ts";

const STOP_MS_MAX = 8_000;

serveMetrics();
const feeds = await startFeeds();
let stopping = false;

const stop = async (signal: string): Promise<void> => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "feeds stops");
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  await feeds.stop();
  await closeBus();
  await closeDatabase();
  process.exit(0);
};

process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
