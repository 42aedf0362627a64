import { env } from "#lib/platform/config/env.ts";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
import { serveMetrics } from "#lib/platform/observability/metrics.ts";
import { startProcessBeat } from "#lib/platform/observability/process-beat.ts";
import { startRealtime } from "#lib/realtime/index.ts";

const STOP_MS_MAX = 8_000;

const { HOST, REALTIME_PORT, SOCKETS_PER_ADDRESS_MAX, SOCKETS_PER_ACCOUNT_MAX } = env();
serveMetrics();
const server = await startRealtime({
  host: HOST,
  port: REALTIME_PORT,
  socketsPerAddressMax: SOCKETS_PER_ADDRESS_MAX,
  socketsPerAccountMax: SOCKETS_PER_ACCOUNT_MAX,
});
const beat = await startProcessBeat("realtime", server.figures);
log.info({ port: server.port }, "realtime is up");

let stopping = false;
const stop = async (signal: string): Promise<void> => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "realtime stops");
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  await server.stop();
  await beat.stop();
  await closeBus();
  await closeDatabase();
};
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
