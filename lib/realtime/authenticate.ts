import { decode } from "next-auth/jwt";
import { env } from "#lib/platform/config/env.ts";
import { findSession } from "#lib/players/index.ts";
import type { SignedIn } from "#lib/players/schema.ts";

const cookiesOf = (header: string): Map<string, string> =>
  new Map(
    header.split(";").flatMap((pair) => {
      const at = pair.indexOf("=");
      return at < 1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const];
    }),
  );

const CHUNKS_MAX = 8;

/**
 * The session token of next-auth, from a Cookie header. A site on https only knows the `__Secure-` name, which a page
 * without TLS cannot set; a token that is too long for one cookie comes in numbered pieces.
 */
export const sessionToken = (header: string | undefined, secure: boolean): string | null => {
  const name = `${secure ? "__Secure-" : ""}next-auth.session-token`;
  const cookies = cookiesOf(header ?? "");
  const whole = cookies.get(name);
  if (whole) return whole;
  const pieces: string[] = [];
  for (let at = 0; at < CHUNKS_MAX; at += 1) {
    const piece = cookies.get(`${name}.${at}`);
    if (piece === undefined) break;
    pieces.push(piece);
  }
  return pieces.length > 0 ? pieces.join("") : null;
};

/** Who the cookies speak for: null for a visitor, a forged or outdated token, and a session that was revoked or is over. */
export const authenticate = async (cookieHeader: string | undefined): Promise<SignedIn | null> => {
  const { AUTH_SECRET, PUBLIC_URL } = env();
  const token = sessionToken(cookieHeader, PUBLIC_URL.startsWith("https:"));
  if (!token) return null;
  const claims = await decode({ token, secret: AUTH_SECRET }).catch(() => null);
  if (typeof claims?.sid !== "string") return null;
  const session = await findSession(claims.sid);
  return session && session.id === claims.sub ? session : null;
};
