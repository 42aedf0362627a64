import Stripe from "stripe";
import { env } from "../config/env.ts";

const TIMEOUT_MS = 10_000;

let made: { key: string; url: string; client: Stripe } | undefined;

/**
 * The client of Stripe's API; null without STRIPE_SECRET_KEY. Every POST takes an idempotency key of the caller: the one that the SDK makes up
 * is another one in the next process. STRIPE_API_URL points tests to a simulator on this machine.
 */
export const stripeClient = (): Stripe | null => {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL: url } = env();
  if (!key) return null;
  if (made?.key !== key || made.url !== url) {
    const { protocol, hostname, port } = new URL(url);
    const client = new Stripe(key, {
      protocol: protocol === "http:" ? "http" : "https",
      host: hostname,
      ...(port && { port: Number(port) }),
      timeout: TIMEOUT_MS,
      maxNetworkRetries: 2,
      telemetry: false,
    });
    made = { key, url, client };
  }
  return made.client;
};
