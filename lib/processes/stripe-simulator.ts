import { env } from "#lib/platform/config/env.ts";
import { log } from "#lib/platform/observability/log.ts";
import { isSimulated } from "#lib/platform/stripe/simulated.ts";
import { startStripeSimulator } from "#lib/platform/stripe/simulator/server.ts";

const { STRIPE_API_URL, STRIPE_SECRET_KEY = "", STRIPE_WEBHOOK_SECRET = "", HOST, PORT } = env();
if (!isSimulated()) throw new Error("the simulator of Stripe runs in demo mode only");

const simulator = await startStripeSimulator({
  port: Number(new URL(STRIPE_API_URL).port),
  secretKey: STRIPE_SECRET_KEY,
  webhook: {
    url: `http://${HOST === "0.0.0.0" ? "127.0.0.1" : HOST}:${PORT}/api/webhooks/stripe`,
    secret: STRIPE_WEBHOOK_SECRET,
  },
  latencyMs: 60,
  duplicateEvery: 5,
  file: process.argv[2] ?? null,
});
log.info({ url: simulator.url }, "the simulator of Stripe is up");

const stop = async (): Promise<void> => {
  await simulator.stop();
  process.exit(0);
};

process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
