import { startChainSigner } from "#lib/cashier/index.ts";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
import { serveMetrics } from "#lib/platform/observability/metrics.ts";

const STOP_MS_MAX = 8_000;

// The only process that reads keys. Any number may run: one signs, the others stand by.
serveMetrics();
const signer = startChainSigner();
log.info("chain-signer is up");
let stopping = false;

const stop = async (signal: string): Promise<void> => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "chain-signer stops");
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  await signer.stop();
  await closeBus();
  await closeDatabase();
  process.exit(0);
};

process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
