import { type NextRequest, NextResponse } from "next/server";

// Only a shortcut for visitors without any cookie: every page and action reads the session row itself.
const PRIVATE = /^\/(account|cashier|statement|bets|admin)(\/|$)/;
const SESSION_COOKIE = /^(__Secure-)?next-auth\.session-token/;

const CONTENT_SECURITY = "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

const SAFE_ID = /^[\w-]{8,64}$/;

/** Gives every request an id, says what a page may embed, and sends a visitor from a private page to sign in. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const given = request.headers.get("x-request-id") ?? "";
  const requestId = SAFE_ID.test(given) ? given : crypto.randomUUID();
  const known = request.cookies.getAll().some(({ name }) => SESSION_COOKIE.test(name));
  const forwarded = new Headers(request.headers);
  forwarded.set("x-request-id", requestId);
  const response =
    !known && PRIVATE.test(pathname) && request.method === "GET"
      ? NextResponse.redirect(new URL(`/sign-in?next=${encodeURIComponent(pathname + search)}`, request.url))
      : NextResponse.next({ request: { headers: forwarded } });
  response.headers.set("content-security-policy", CONTENT_SECURITY);
  response.headers.set("x-request-id", requestId);
  return response;
}

export const config = { matcher: ["/((?!_next/|flags/|fonts/|icons/|favicon|sw.js|manifest).*)"] };
