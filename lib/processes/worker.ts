import { closeDatabase } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
import { serveMetrics } from "#lib/platform/observability/metrics.ts";
import { startWorker } from "./start-worker.ts";

const STOP_MS_MAX = 8_000;

serveMetrics();
const worker = await startWorker();
let stopping = false;

const stop = async (signal: string): Promise<void> => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "worker stops");
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  await worker.stop();
  await closeBus();
  await closeDatabase();
  process.exit(0);
};

process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
