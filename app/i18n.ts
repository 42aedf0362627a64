import { getRequestConfig } from "next-intl/server";
import { en } from "#lib/i18n/messages/en/index.ts";
import { preferences } from "./preferences.ts";

const CATALOGUE = { en };

export default getRequestConfig(async () => {
  const { locale, timeZone } = await preferences();
  return { locale, timeZone, messages: CATALOGUE[locale] };
});
