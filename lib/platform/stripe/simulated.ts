import Stripe from "stripe";
import { type Env, env } from "../config/env.ts";
import { stripeClient } from "./client.ts";

/** Whether Stripe is the simulator on this machine: in demo mode only, whatever else is set. */
export const isSimulated = (
  {
    DEMO_MODE,
    STRIPE_API_URL,
    STRIPE_SECRET_KEY,
  }: Pick<Env, "DEMO_MODE" | "STRIPE_API_URL" | "STRIPE_SECRET_KEY"> = env(),
): boolean => {
  return (
    DEMO_MODE &&
    new URL(STRIPE_API_URL).hostname === "127.0.0.1" &&
    (STRIPE_SECRET_KEY?.startsWith("sk_test_") ?? false)
  );
};

export type TypedCard = { number: string; expiry: string; cvc: string };

/**
 * What the hosted card form of Stripe does, for the simulator on this machine: the typed card becomes a ConfirmationToken. Null where there is no
 * simulator, or no such card. A real card number never comes here: the form that it would be typed into does not exist outside of demo mode.
 */
export const simulatedCardToken = async ({ number, expiry, cvc }: TypedCard): Promise<string | null> => {
  const client = isSimulated() ? stripeClient() : null;
  const [, month, year] = /^\s*(\d{1,2})\s*\/\s*(?:20)?(\d{2})\s*$/.exec(expiry) ?? [];
  if (!client || !month || !year || !/^\d{3,4}$/.test(cvc.trim())) return null;
  const card = {
    number: number.replaceAll(/\D/g, ""),
    exp_month: Number(month),
    exp_year: 2000 + Number(year),
    cvc,
  };
  try {
    const token = await client.rawRequest("POST", "/v1/test_helpers/confirmation_tokens", {
      payment_method_data: { type: "card", card },
    });
    return (token as unknown as { id: string }).id;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) return null;
    throw error;
  }
};
