/** What a player may choose of how pages look. Servers check it, browsers offer it. */

export const THEMES = ["dark", "light", "system"] as const;
export type Theme = (typeof THEMES)[number];

export const ODDS_FORMATS = [
  "decimal",
  "fractional",
  "american",
  "hong_kong",
  "malay",
  "indonesian",
] as const;
export type OddsFormat = (typeof ODDS_FORMATS)[number];

/** Languages of the catalogue. The first is the default. */
export const LOCALES = ["en"] as const;
export type Locale = (typeof LOCALES)[number];
