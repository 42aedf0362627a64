import { OPEN_MARKETS_COOKIE } from "#components/event/open-markets.ts";
import { ODDS_FORMAT_COOKIE, THEME_COOKIE, TIME_ZONE_COOKIE } from "#lib/i18n/locale.ts";
import { sharedPages } from "#lib/platform/http/shared-page.ts";

/** Takes the place of a session's cookie where a page is drawn for everybody who is signed in. */
export const SIGNED_IN_MARK = "signed-in";

/**
 * Pages that everybody with the same preferences is shown alike, signed in or not: drawn twice a second at most. What is personal
 * on them is read by the browser from `GET /api/me`.
 */
export const answerSharedPage = sharedPages({
  path: /^\/(live|(events|competitions)\/[\w-]+)?$/,
  cookies: [THEME_COOKIE, ODDS_FORMAT_COOKIE, TIME_ZONE_COOKIE, OPEN_MARKETS_COOKIE],
  session: { cookie: /^(__Secure-)?next-auth\.session-token(\.\d)?$/, mark: SIGNED_IN_MARK },
  ageMs: 500,
  // While the site is being written, each look at a page is drawn.
  cached: process.env.NODE_ENV === "production",
});
