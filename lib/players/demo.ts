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
    firstName: "Alex",
    lastName: "Brandt",
    birthDate: "1990-06-08",
    country: "DE",
    currency: "EUR",
    playMoney: "1000",
    // What the law of the country requires.
    limits: [{ kind: "deposit", period: "month", amount: "1000" }],
  },
  {
    email: "second@evens.example",
    displayName: "Robin",
    firstName: "Robin",
    lastName: "Ek",
    birthDate: "1990-06-08",
    country: "SE",
    currency: "SEK",
    playMoney: "5000",
    limits: [
      { kind: "deposit", period: "month", amount: "10000" },
      { kind: "session", period: "day", amount: "720" },
    ],
  },
] as const;

export const DEMO_STAFF = [
  { email: "admin@evens.example", displayName: "Sam", roles: ["administrator"] },
  { email: "trader@evens.example", displayName: "Toni", roles: ["trader", "settlement"] },
  { email: "risk@evens.example", displayName: "Jo", roles: ["risk"] },
  { email: "support@evens.example", displayName: "Kim", roles: ["support"] },
] as const satisfies readonly { email: string; displayName: string; roles: readonly StaffRole[] }[];

const BETTOR_NAMES = [
  "Ada Lind",
  "Bruno Keller",
  "Carla Rossi",
  "Dario Conti",
  "Elin Berg",
  "Finn Maurer",
  "Greta Holm",
  "Hugo Lambert",
  "Ines Duarte",
  "Jonas Weber",
  "Kara Nolan",
  "Leo Fontaine",
  "Mila Novak",
  "Nils Dahl",
  "Olga Brandt",
  "Pablo Serrano",
  "Quinn Harper",
  "Rosa Vidal",
  "Sven Ekman",
  "Tara Doyle",
  "Uwe Richter",
  "Vera Costa",
  "Will Ashton",
  "Yara Haddad",
] as const;
const BETTOR_HOMES = [
  { country: "NO", currency: "NOK" },
  { country: "GB", currency: "GBP" },
  { country: "IE", currency: "EUR" },
  { country: "AT", currency: "EUR" },
  { country: "DK", currency: "DKK" },
  { country: "PT", currency: "EUR" },
] as const;

/** The simulated players of demo mode. Nobody can sign in as one of them: none has a password. */
export const demoBettors = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const [firstName = "", lastName = ""] = (BETTOR_NAMES[n % BETTOR_NAMES.length] as string).split(" ");
    const round = Math.floor(n / BETTOR_NAMES.length);
    return {
      email: `bettor-${n + 1}${DEMO_DOMAIN}`,
      displayName: round === 0 ? firstName : `${firstName} ${round + 1}`,
      firstName,
      lastName,
      birthDate: `${1960 + ((n * 7) % 45)}-03-14`,
      ...(BETTOR_HOMES[n % BETTOR_HOMES.length] as (typeof BETTOR_HOMES)[number]),
    };
  });
