import { closeBus } from "#lib/platform/bus.ts";
import { closeDatabase } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { startProcessBeat } from "#lib/platform/process-beat.ts";
import { startRealtime } from "#lib/realtime/index.ts";

const STOP_MS_MAX = 8_000;

const { HOST, REALTIME_PORT, SOCKETS_PER_ADDRESS_MAX, SOCKETS_PER_ACCOUNT_MAX } = env();
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
