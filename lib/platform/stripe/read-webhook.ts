import Stripe from "stripe";

/** How old a signature may be: longer than a retry in flight, shorter than a replay is useful. */
const TOLERANCE_S = 300;

/** When the signature says that it was made, in seconds of the Unix epoch. */
const signedAt = (header: string): number =>
  Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header)?.[1] ?? Number.NaN);

/**
 * Reads a message of Stripe whose signature over the bytes as they came is right, and not more than five minutes old or ahead: the SDK
 * lets times of the future pass. Null for anything else.
 */
export const readStripeWebhook = (
  body: Buffer,
  header: string | null,
  secret: string,
  nowMs: number = Date.now(),
): Stripe.Event | null => {
  if (!header || !(signedAt(header) <= nowMs / 1_000 + TOLERANCE_S)) return null;
  try {
    return Stripe.webhooks.constructEvent(body, header, secret, TOLERANCE_S, undefined, nowMs);
  } catch {
    return null;
  }
};
