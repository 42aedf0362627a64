import { env } from "#lib/platform/config/env.ts";

const DEMO_DOMAIN = "@evens.example";

/** Whether the address is one that only the seed of demo mode may use. No mail reaches it: the domain is reserved. */
export const isDemoAddress = (email: string): boolean => email.endsWith(DEMO_DOMAIN);

/** Whether an account takes part: those of demo mode are closed outside it, for everybody knows their password. */
export const takesPart = ({ email, demo }: { email: string; demo: boolean }): boolean =>
  env().DEMO_MODE || !(demo || isDemoAddress(email));

/** The password of the accounts of demo mode. It is public. */
export const DEMO_PASSWORD = "kick-off-at-evens";

export const DEMO_ACCOUNTS = [
  {
    email: "player@evens.example",
    displayName: "Alex",
    role: "player",
    country: "DE",
    currency: "EUR",
    playMoney: "1000",
  },
  {
    email: "second@evens.example",
    displayName: "Robin",
    role: "player",
    country: "SE",
    currency: "SEK",
    playMoney: "5000",
  },
  {
    email: "admin@evens.example",
    displayName: "Sam",
    role: "admin",
    country: "GB",
    currency: "GBP",
    playMoney: null,
  },
] as const;
