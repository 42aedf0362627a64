import { decode, encode, getToken } from "next-auth/jwt";
import { env } from "#lib/platform/config/env.ts";
import { SESSION_SECONDS } from "./sessions.ts";

/** What next-auth's cookie says: it only names a row of `session`, which is read for every request. */
export type SessionToken = {
  accountId: string;
  sessionId: string;
  /** The number of the session's token that the cookie was made with. */
  token: number;
};

/** Cookies by name, or Next's store of them. */
export type Cookies = ReadonlyMap<string, string> | { getAll(): { name: string; value: string }[] };

export const secureCookies = (): boolean => env().PUBLIC_URL.startsWith("https:");

/** next-auth's own name for it: on https one that a page without TLS cannot set. */
export const sessionCookieName = (): string => `${secureCookies() ? "__Secure-" : ""}next-auth.session-token`;

const OPENED_MAX = 10_000;
// next-auth derives its key anew for every cookie that it opens: 55 µs, a tenth of what a server action takes altogether.
const opened = new Map<string, SessionToken & { expiresMs: number }>();

/**
 * The session that a genuine cookie names, or null for a forged or expired one, and where there is none. Whether the session
 * still exists is for `findSession` to say.
 */
export const readSessionCookie = async (cookies: Cookies): Promise<SessionToken | null> => {
  const secret = env().AUTH_SECRET;
  const token = await getToken({
    req: { cookies, headers: {} } as never,
    cookieName: sessionCookieName(),
    secureCookie: secureCookies(),
    secret,
    raw: true,
  });
  if (!token) return null;
  const known = opened.get(token);
  if (known) return known.expiresMs > Date.now() ? known : null;
  const claims = await decode({ token, secret }).catch(() => null);
  if (typeof claims?.sid !== "string" || typeof claims.sub !== "string") return null;
  if (opened.size >= OPENED_MAX) opened.clear();
  const read = {
    accountId: claims.sub,
    sessionId: claims.sid,
    token: Number(claims.tok ?? 1),
    expiresMs: Number(claims.exp) * 1_000,
  };
  opened.set(token, read);
  return read;
};

/** The value of the cookie that names a session by this token, as next-auth writes it. */
export const sessionCookieValue = ({ accountId, sessionId, token }: SessionToken): Promise<string> =>
  encode({
    token: { sub: accountId, sid: sessionId, tok: token },
    secret: env().AUTH_SECRET,
    maxAge: SESSION_SECONDS,
  });

/** The cookie, "name=value", of a session that was opened without a sign-in. For tests and benches. */
export const sessionCookie = async ({
  token = 1,
  ...named
}: Omit<SessionToken, "token"> & { token?: number }): Promise<string> =>
  `${sessionCookieName()}=${await sessionCookieValue({ ...named, token })}`;
