import { getRequestConfig } from "next-intl/server";
import { withRegion } from "#lib/i18n/locale.ts";
import { en } from "#lib/i18n/messages/en/index.ts";
import { env } from "#lib/platform/config/env.ts";
import { preferences } from "./preferences.ts";

const CATALOGUE = { en };

export default getRequestConfig(async () => {
  const { locale, timeZone } = await preferences();
  return { locale: withRegion(locale, env().FORMAT_LOCALE), timeZone, messages: CATALOGUE[locale] };
});
