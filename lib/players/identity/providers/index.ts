import { env } from "#lib/platform/config/env.ts";
import type { IdentityProviderId } from "../schema.ts";
import { demoIdentity } from "./demo.ts";
import type { IdentityProvider } from "./provider.ts";
import { stripeIdentity } from "./stripe.ts";

/** The providers that check identities on this site, besides the staff who look at documents. */
export const identityProviders = (): IdentityProvider[] => {
  const { STRIPE_SECRET_KEY, STRIPE_IDENTITY_WEBHOOK_SECRET, DEMO_MODE } = env();
  return [
    ...(STRIPE_SECRET_KEY && STRIPE_IDENTITY_WEBHOOK_SECRET ? [stripeIdentity] : []),
    ...(DEMO_MODE ? [demoIdentity] : []),
  ];
};

/** The provider of this name, if it is switched on. */
export const identityProvider = (id: string): IdentityProvider | null =>
  identityProviders().find((provider) => provider.id === (id as IdentityProviderId)) ?? null;
