import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { TIME_ZONE_COOKIE } from "#lib/core/cookies.ts";
import { LOCALES, type Locale } from "#lib/core/settings.ts";
import { type Display, deviceDisplay } from "./device.ts";
import { currentPlayer } from "./session.ts";

export type Preferences = Display & { locale: Locale; timeZone: string };

const timeZoneOf = (name: string | undefined): string => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
};

/** The display preferences of this request: the player's settings, else this device's cookies, else the defaults. */
export const preferences = cache(async (): Promise<Preferences> => {
  const settings = (await currentPlayer())?.settings;
  if (settings) return settings;
  const zone = (await cookies()).get(TIME_ZONE_COOKIE)?.value;
  return {
    locale: LOCALES[0],
    timeZone: zone ? timeZoneOf(zone) : "UTC",
    ...(await deviceDisplay()),
  };
});
