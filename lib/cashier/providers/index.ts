import type { Currency } from "#lib/core/money.ts";
import { env } from "#lib/platform/config/env.ts";
import type { Direction } from "../payments/states.ts";
import { bankAccounts } from "./bank/accounts.ts";
import { bankProvider } from "./bank/index.ts";
import { cryptoConfig } from "./crypto/config.ts";
import { cryptoProvider } from "./crypto/index.ts";
import { demoProvider } from "./demo/index.ts";
import type { Capability, PaymentProvider } from "./provider.ts";
import { stripeProvider } from "./stripe/index.ts";

/** The providers that are set up on this site. Play money exists in demo mode only. */
export const providers = (): PaymentProvider[] => [
  ...(env().DEMO_MODE ? [demoProvider] : []),
  ...(env().STRIPE_SECRET_KEY && env().STRIPE_WEBHOOK_SECRET ? [stripeProvider] : []),
  ...(cryptoConfig() ? [cryptoProvider] : []),
  ...(bankAccounts().length > 0 ? [bankProvider] : []),
];

/** A provider that is set up, by its id. */
export const providerNamed = (id: string): PaymentProvider | null =>
  providers().find((provider) => provider.id === id) ?? null;

export type MethodOfProvider = Pick<Capability, "method" | "withdrawsTo"> & { provider: PaymentProvider };

/** The methods that move money in this direction and currency. */
export const methodsFor = (direction: Direction, currency: Currency): MethodOfProvider[] =>
  providers().flatMap((provider) =>
    provider.capabilities
      .filter(
        ({ directions, currencies }) =>
          directions.includes(direction) && (currencies === null || currencies.includes(currency)),
      )
      .map(({ method, withdrawsTo }) => ({ method, withdrawsTo, provider })),
  );
