import "server-only";
import { cookies } from "next/headers";
import { ODDS_FORMAT_COOKIE, THEME_COOKIE, TIME_ZONE_COOKIE } from "#lib/core/cookies.ts";
import { ODDS_FORMATS, type OddsFormat, THEMES, type Theme } from "#lib/core/settings.ts";
import { secureCookies } from "#lib/players/index.ts";

const YEAR_SECONDS = 31_536_000;

/** How pages look on this device, as its last reader chose. */
export type Display = { theme: Theme; oddsFormat: OddsFormat };

const oneOf = <const Value extends string>(
  values: readonly Value[],
  text: string | undefined,
): Value | undefined => values.find((value) => value === text);

/** What this device remembers; the defaults for anything missing or invalid. */
export const deviceDisplay = async (): Promise<Display> => {
  const jar = await cookies();
  return {
    theme: oneOf(THEMES, jar.get(THEME_COOKIE)?.value) ?? "dark",
    oddsFormat: oneOf(ODDS_FORMATS, jar.get(ODDS_FORMAT_COOKIE)?.value) ?? "decimal",
  };
};

/**
 * Has the device remember the choice for a year, because shared pages know no other. Says whether it remembered another one. Only
 * in an action or a route.
 */
export const keepOnDevice = async ({
  theme,
  oddsFormat,
  timeZone,
}: Partial<Display & { timeZone: string }>): Promise<boolean> => {
  const jar = await cookies();
  const keep = (name: string, value: string | undefined, httpOnly: boolean): boolean => {
    if (!value || jar.get(name)?.value === value) return false;
    jar.set(name, value, {
      httpOnly,
      sameSite: "lax",
      path: "/",
      secure: secureCookies(),
      maxAge: YEAR_SECONDS,
    });
    return true;
  };
  return [
    keep(THEME_COOKIE, theme, true),
    keep(ODDS_FORMAT_COOKIE, oddsFormat, true),
    // Scripts of a page look whether there is one.
    keep(TIME_ZONE_COOKIE, timeZone, false),
  ].some(Boolean);
};
