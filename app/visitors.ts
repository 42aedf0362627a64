import { OPEN_MARKETS_COOKIE } from "#components/event/open-markets.ts";
import { ODDS_FORMAT_COOKIE, SEARCH_KEY_COOKIE, THEME_COOKIE, TIME_ZONE_COOKIE } from "#lib/i18n/locale.ts";
import { sharedPages } from "#lib/platform/http/shared-page.ts";

/** Pages that all visitors with the same preferences are shown alike: drawn twice a second at most. */
export const answerVisitor = sharedPages({
  path: /^\/(live|(events|competitions)\/[\w-]+)?$/,
  cookies: [THEME_COOKIE, ODDS_FORMAT_COOKIE, TIME_ZONE_COOKIE, SEARCH_KEY_COOKIE, OPEN_MARKETS_COOKIE],
  ageMs: 500,
});
