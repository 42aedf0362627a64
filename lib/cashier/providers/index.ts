import { env } from "#lib/platform/config/env.ts";
import { demoProvider } from "./demo/index.ts";
import type { PaymentProvider } from "./provider.ts";

/** The providers that are set up on this site. Play money exists in demo mode only. */
export const providers = (): PaymentProvider[] => (env().DEMO_MODE ? [demoProvider] : []);

/** A provider that is set up, by its id. */
export const providerNamed = (id: string): PaymentProvider | null =>
  providers().find((provider) => provider.id === id) ?? null;

/** The provider that takes deposits on this site, or null when none is set up. */
export const activeProvider = (): PaymentProvider | null => providers()[0] ?? null;
