import { OFFLINE_PAGE, OFFLINE_SECURITY } from "./page-text.ts";

/** The one page that the service worker caches. */
export const GET = (): Response =>
  new Response(OFFLINE_PAGE, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": OFFLINE_SECURITY,
      "cache-control": "no-cache",
    },
  });
