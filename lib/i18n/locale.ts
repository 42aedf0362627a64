import type { Locale } from "#lib/core/settings.ts";

/** The language with the operator's region, for dates and numbers, where the region speaks it: "en" is "en-GB". */
export const withRegion = (language: Locale, house: string): Locale | `${Locale}-${string}` => {
  const { language: spoken, region } = new Intl.Locale(house);
  return spoken === language && region ? `${language}-${region}` : language;
};
