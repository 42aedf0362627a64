import { env } from "#lib/platform/config/env.ts";
import type { StaffRole } from "#lib/platform/permission.ts";

const DEMO_DOMAIN = "@evens.example";

/** Whether only the seed of demo mode may use this address. No mail reaches it: the domain is reserved. */
export const isDemoAddress = (email: string): boolean => email.endsWith(DEMO_DOMAIN);

/** Whether an account is enabled: demo accounts are closed outside demo mode, because their password is public. */
export const takesPart = ({ email, demo }: { email: string; demo: boolean }): boolean =>
  env().DEMO_MODE || !(demo || isDemoAddress(email));

/** The password of the accounts of demo mode. It is public. */
export const DEMO_PASSWORD = "kick-off-at-evens";

export const DEMO_PLAYERS = [
  {
    email: "player@evens.example",
    displayName: "Alex",
    country: "DE",
    currency: "EUR",
    playMoney: "1000",
  },
  {
    email: "second@evens.example",
    displayName: "Robin",
    country: "SE",
    currency: "SEK",
    playMoney: "5000",
  },
] as const;

export const DEMO_STAFF = [
  { email: "admin@evens.example", displayName: "Sam", roles: ["administrator"] },
  { email: "trader@evens.example", displayName: "Toni", roles: ["trader", "settlement"] },
  { email: "risk@evens.example", displayName: "Jo", roles: ["risk"] },
  { email: "support@evens.example", displayName: "Kim", roles: ["support"] },
] as const satisfies readonly { email: string; displayName: string; roles: readonly StaffRole[] }[];
