/** Languages of the catalogue. The first is the default. */
export const LOCALES = ["en"] as const;
export type Locale = (typeof LOCALES)[number];

export const THEMES = ["dark", "light", "system"] as const;
export type Theme = (typeof THEMES)[number];

/** A visitor's choices on this device; a signed-in player's settings go before them. */
export const THEME_COOKIE = "theme";
export const ODDS_FORMAT_COOKIE = "odds-format";
export const TIME_ZONE_COOKIE = "time-zone";
