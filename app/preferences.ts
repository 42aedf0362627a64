import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import {
  LOCALES,
  type Locale,
  ODDS_FORMAT_COOKIE,
  THEME_COOKIE,
  THEMES,
  type Theme,
  TIME_ZONE_COOKIE,
} from "#lib/i18n/locale.ts";
import { ODDS_FORMATS, type OddsFormat } from "#lib/i18n/odds-format.ts";
import { currentSession } from "./session.ts";

export type Preferences = { locale: Locale; timeZone: string; theme: Theme; oddsFormat: OddsFormat };

const oneOf = <const Value extends string>(
  values: readonly Value[],
  text: string | undefined,
): Value | null => values.find((value) => value === text) ?? null;

const timeZoneOf = (name: string | undefined): string => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
};

/** How this request's reader wants to see things: the player's settings, else this device's cookies, else the defaults. */
export const preferences = cache(async (): Promise<Preferences> => {
  const settings = (await currentSession())?.settings;
  if (settings) return settings;
  const jar = await cookies();
  const cookie = (name: string) => jar.get(name)?.value;
  const zone = cookie(TIME_ZONE_COOKIE);
  return {
    locale: LOCALES[0],
    timeZone: zone ? timeZoneOf(zone) : "UTC",
    theme: oneOf(THEMES, cookie(THEME_COOKIE)) ?? "dark",
    oddsFormat: oneOf(ODDS_FORMATS, cookie(ODDS_FORMAT_COOKIE)) ?? "decimal",
  };
});
