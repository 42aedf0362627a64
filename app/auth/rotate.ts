import "server-only";
import { cookies } from "next/headers";
import {
  rotateSession,
  SESSION_SECONDS,
  secureCookies,
  sessionCookieName,
  sessionCookieValue,
} from "#lib/players/index.ts";
import type { SignedIn } from "#lib/players/schema.ts";

/** Gives this browser a new token of its session. Only in an action or a route. */
const rotate = async ({ id, sessionId }: SignedIn): Promise<void> => {
  const token = await rotateSession(sessionId);
  if (token === null) return;
  (await cookies()).set(sessionCookieName(), await sessionCookieValue({ accountId: id, sessionId, token }), {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: secureCookies(),
    maxAge: SESSION_SECONDS,
  });
};

/** The same, where the token has been in use for long enough, or who holds the session was proved since. */
export const rotateWhenDue = async (session: SignedIn | null): Promise<void> => {
  if (session?.rotationDue) await rotate(session);
};
