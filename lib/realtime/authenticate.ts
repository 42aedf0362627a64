import { findSession, readSessionCookie } from "#lib/players/index.ts";
import type { SignedIn } from "#lib/players/schema.ts";

/** The cookies of a Cookie header. */
export const cookiesOf = (header = ""): Map<string, string> =>
  new Map(
    header.split(";").flatMap((pair) => {
      const at = pair.indexOf("=");
      return at < 1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const];
    }),
  );

/**
 * The session of these cookies: null for a visitor, a forged or outdated token, and a session that was revoked or has
 * expired.
 */
export const authenticate = async (cookieHeader: string | undefined): Promise<SignedIn | null> => {
  const token = await readSessionCookie(cookiesOf(cookieHeader));
  const session = token && (await findSession(token.sessionId, token.token));
  return session?.id === token?.accountId ? session : null;
};
