import type { Currency } from "#lib/core/money.ts";
import { env } from "#lib/platform/config/env.ts";
import type { Capability } from "../provider.ts";

/** Methods that ask the player on a page of the bank or wallet, and need no form here. */
export const REDIRECTS: ReadonlySet<string> = new Set(["paypal", "pay_by_bank"]);

/** In which currencies Stripe takes what it does not take in all. @see https://docs.stripe.com/payments/payment-methods/payment-method-support */
const CURRENCIES: Readonly<Record<string, readonly Currency[]>> = {
  pay_by_bank: ["EUR", "GBP"],
  paypal: [
    "AUD",
    "CAD",
    "CHF",
    "CZK",
    "DKK",
    "EUR",
    "GBP",
    "NOK",
    "NZD",
    "PLN",
    "SEK",
    "SGD",
    "USD",
  ] as Currency[],
};

/** What the operator has switched on. Link is part of the card form and no method of its own. */
export const methodCapabilities = (): Capability[] =>
  env()
    .STRIPE_METHODS.filter((method) => method !== "link")
    .map((method) => ({
      method,
      directions: ["deposit", "withdrawal"],
      withdrawsTo: "deposits",
      currencies: CURRENCIES[method] ?? null,
    }));

/** What the card form takes, in Stripe's words. Apple Pay and Google Pay are cards. */
export const formTypes = (): string[] => env().STRIPE_METHODS.filter((method) => !REDIRECTS.has(method));
