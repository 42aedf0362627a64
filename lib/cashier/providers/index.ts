import { env } from "#lib/platform/config/env.ts";
import { demoProvider } from "./demo.ts";
import type { DepositProvider } from "./provider.ts";

/** The provider that takes deposits on this site, or null when none is set up. Play money exists in demo mode only. */
export const activeProvider = (): DepositProvider | null => (env().DEMO_MODE ? demoProvider : null);
