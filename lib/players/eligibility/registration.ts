import countries from "i18n-iso-countries";
import { CURRENCY_CODES, type Currency, currencyRow } from "#lib/core/money.ts";
import { dayOf } from "#lib/core/zoned-time.ts";

/** The legal age for betting in most places. */
export const MINIMUM_AGE = 18;

// Belgium (royal decree in force since September 2024), Greece (online, Law 4635/2019) and most states of the USA ask for 21.
const MINIMUM_AGE_OF: Readonly<Record<string, number>> = { BE: 21, GR: 21, US: 21 };

// The FATF's call-for-action list: no licensed payment provider serves them.
const NOT_SERVED: ReadonlySet<string> = new Set(["IR", "KP", "MM"]);

// Without permanent residents: Antarctica, and islands with stations or garrisons at most.
const UNINHABITED: ReadonlySet<string> = new Set(["AQ", "BV", "GS", "HM", "IO", "TF", "UM"]);

const CURRENCY_OF: ReadonlyMap<string, Currency> = new Map(
  CURRENCY_CODES.flatMap((code) => currencyRow(code).countries.map((country) => [country, code] as const)),
);

/** The local currency if it is one of these, else the euro. */
export const currencyIn = (country: string, offered: readonly Currency[] = CURRENCY_CODES): Currency => {
  const local = CURRENCY_OF.get(country);
  return local && offered.includes(local) ? local : "EUR";
};

export const minimumAgeIn = (country: string): number => MINIMUM_AGE_OF[country] ?? MINIMUM_AGE;

export const isServed = (country: string): boolean =>
  countries.isValid(country) && !NOT_SERVED.has(country) && !UNINHABITED.has(country);

/** Every country that we serve, ISO 3166-1 alpha-2. */
export const servedCountries = (): string[] => Object.keys(countries.getAlpha2Codes()).filter(isServed);

/**
 * The calendar date in that country, YYYY-MM-DD. If a country spans several time zones, the earliest of their dates,
 * so that nobody is admitted a day early.
 */
export const dateIn = (country: string, now: Date): string => {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] | undefined };
  const zones = locale.getTimeZones?.() ?? [];
  const dates = (zones.length > 0 ? zones : ["Etc/GMT+12"]).map((timeZone) => dayOf(now, timeZone));
  return dates.sort()[0] as string;
};

/** Whole years between two calendar dates. Someone born on 29 February turns a year older on 1 March in a common year. */
export const ageOn = (birthDate: string, today: string): number => {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) >= birthDate.slice(5) ? years : years - 1;
};

/** How old somebody who was born on that day is, by the date of the country. */
export const ageToday = (birthDate: string, country: string, now: Date): number =>
  ageOn(birthDate, dateIn(country, now));
