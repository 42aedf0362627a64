import { type NextRequest, NextResponse } from "next/server";
import { SESSION_COOKIE } from "#lib/core/cookies.ts";
import { env } from "#lib/platform/config/env.ts";
import { pageHost } from "#lib/platform/http/origin.ts";
import { requestIdOf } from "#lib/platform/http/request-id.ts";

// Only a shortcut for visitors without any cookie: every page and action reads the session row itself.
const PRIVATE = /^\/(account|cashier|statement|bets|admin)(\/|$)/;

const realtimeOf = (host: string | null): string => {
  const { PUBLIC_URL, REALTIME_URL, REALTIME_PORT } = env();
  const { hostname, port, protocol } = new URL(
    REALTIME_URL ?? `http://${pageHost(host, PUBLIC_URL)}:${REALTIME_PORT}`,
  );
  const at = port ? `${hostname}:${port}` : hostname;
  // A sidecar on the page's own host is reached by the page's own scheme.
  const secure = /^(https|wss):$/.test(REALTIME_URL ? protocol : new URL(PUBLIC_URL).protocol);
  return `${secure ? "https" : "http"}://${at} ${secure ? "wss" : "ws"}://${at}`;
};

/** What the card form of Stripe.js needs, where there is one: its frames and its API. Its script is loaded by one of ours. */
const cardForm = () =>
  env().STRIPE_PUBLISHABLE_KEY
    ? {
        frames: "frame-src 'self' https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
        api: " https://api.stripe.com",
      }
    : { frames: "frame-src 'self'", api: "" };

/** Scripts run only with this request's nonce; nothing is loaded from elsewhere; nobody may frame a page. */
const contentSecurity = (nonce: string, host: string | null): string =>
  [
    "default-src 'self'",
    // React's development build names the frames of server errors with eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${env().NODE_ENV === "development" ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${realtimeOf(host)}${cardForm().api}`,
    cardForm().frames,
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");

/** They bring a policy of their own: a page for readers without a network, and the script that keeps it. */
const OWN_POLICY = new Set(["/offline", "/sw.js"]);

/** Gives every request an id, says what a page may embed, and sends a visitor from a private page to sign in. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const requestId = requestIdOf(request.headers.get("x-request-id"));
  const known = request.cookies.getAll().some(({ name }) => SESSION_COOKIE.test(name));
  const forwarded = new Headers(request.headers);
  forwarded.set("x-request-id", requestId);
  const security = contentSecurity(crypto.randomUUID(), request.headers.get("host"));
  // Next reads the nonce from here and puts it on its own scripts.
  forwarded.set("content-security-policy", security);
  const response =
    !known && PRIVATE.test(pathname) && request.method === "GET"
      ? NextResponse.redirect(
          new URL(`/sign-in?next=${encodeURIComponent(pathname + search)}`, env().PUBLIC_URL),
        )
      : NextResponse.next({ request: { headers: forwarded } });
  if (!OWN_POLICY.has(pathname)) response.headers.set("content-security-policy", security);
  response.headers.set("x-request-id", requestId);
  return response;
}
