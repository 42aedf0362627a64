/** Languages of the catalogue. The first is the default. */
export const LOCALES = ["en"] as const;
export type Locale = (typeof LOCALES)[number];

/** The language as the house's region writes dates and numbers, where the region speaks it: "en" is "en-GB". */
export const withRegion = (language: Locale, house: string): Locale | `${Locale}-${string}` => {
  const { language: spoken, region } = new Intl.Locale(house);
  return spoken === language && region ? `${language}-${region}` : language;
};

export const THEMES = ["dark", "light", "system"] as const;
export type Theme = (typeof THEMES)[number];
