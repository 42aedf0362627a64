import "server-only";
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { decode, encode } from "next-auth/jwt";
import { cache } from "react";
import { systemClock } from "#lib/core/clock.ts";
import type { PlayerContext, PublicContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import {
  findSession,
  type Identity,
  issueDeviceToken,
  KNOWN_DEVICE_SECONDS,
  openSession,
  revokeSession,
  SESSION_SECONDS,
} from "#lib/players/index.ts";
import {
  may,
  type Permission,
  type SignedIn,
  type SignedInPlayer,
  type SignedInStaff,
} from "#lib/players/schema.ts";
import { keepOnDevice } from "./device.ts";
import { KNOWN_DEVICE_COOKIE, secureCookies, sessionCookieName } from "./session-cookie.ts";
import { SIGNED_IN_MARK } from "./shared-pages.ts";

type Claims = { sid: string; exp: number };

const KNOWN_MAX = 10_000;
// A key is derived anew each time that next-auth opens a cookie, which takes longer than all else that an action does here.
const known = new Map<string, Claims>();

/** What a genuine cookie says. That a session still stands is for its row to say. */
const claimsOf = async (cookie: string): Promise<Claims | null> => {
  const held = known.get(cookie);
  if (held) return held.exp * 1_000 > Date.now() ? held : null;
  try {
    const read = await decode({ token: cookie, secret: env().AUTH_SECRET });
    if (!read?.sid) return null;
    const claims = { sid: read.sid, exp: Number(read.exp) };
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(cookie, claims);
    return claims;
  } catch {
    return null;
  }
};

/**
 * Whether this browser has a session's cookie, which says nothing of whose it is or whether it is over. On shared pages a mark
 * stands in for the cookie.
 */
export const hasSessionCookie = async (): Promise<boolean> => {
  const jar = await cookies();
  return jar.has(SIGNED_IN_MARK) || jar.has(sessionCookieName());
};

/** Who is signed in, or null. Read from the session row once a request, so a revoked session is nobody at once. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value;
  const claims = cookie ? await claimsOf(cookie) : null;
  return claims && findSession(claims.sid);
});

/** The signed-in player, or null. To the site, staff are visitors. */
export const currentPlayer = async (): Promise<SignedInPlayer | null> => {
  const session = await currentSession();
  return session?.kind === "player" ? session : null;
};

/** The signed-in member of staff, or null. */
export const currentStaff = async (): Promise<SignedInStaff | null> => {
  const session = await currentSession();
  return session?.kind === "staff" ? session : null;
};

/** For pages of every account: sends a visitor to sign in and back to `here`. */
export const requireSession = async (here: string): Promise<SignedIn> => {
  const session = await currentSession();
  if (!session) redirect(`/sign-in?next=${encodeURIComponent(here)}`);
  return session;
};

/** For pages of players: sends staff to the back office, and a visitor to sign in and back to `here`. */
export const requirePlayer = async (here: string): Promise<SignedInPlayer> => {
  const session = await requireSession(here);
  if (session.kind === "staff") redirect("/admin");
  return session;
};

/** For pages of staff: to everybody else they do not exist. */
export const requireStaff = async (here: string, permission?: Permission): Promise<SignedInStaff> => {
  const session = await requireSession(here);
  if (session.kind !== "staff" || (permission && !may(session, permission))) notFound();
  return session;
};

/** What a query of the signed-in player needs. */
export const contextOf = (player: SignedInPlayer): PlayerContext => ({
  playerId: player.id,
  sessionId: player.sessionId,
  currency: player.currency,
  clock: systemClock,
  requestId: crypto.randomUUID(),
  origin: { ip: "", userAgent: "" },
});

/** The known-device cookie that the last sign-in set in this browser, or null. */
export const deviceToken = async (): Promise<string | null> =>
  (await cookies()).get(KNOWN_DEVICE_COOKIE.name)?.value ?? null;

/**
 * Opens a session for a verified identity and gives the browser next-auth's cookie for it; one that it had ends. The device
 * looks as the player's settings say from now on, also once the session is over. Only in an action.
 */
export const startSession = async (ctx: PublicContext, identity: Identity): Promise<void> => {
  const { sessionId, expiresAt } = await openSession(ctx, identity, await currentSession());
  const token = await encode({
    token: { sub: identity.id, sid: sessionId },
    secret: env().AUTH_SECRET,
    maxAge: SESSION_SECONDS.player,
  });
  (await cookies()).set(sessionCookieName(), token, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: secureCookies(),
    expires: expiresAt,
  });
  const session = await findSession(sessionId);
  if (!session) return;
  if (session.kind === "player") await keepOnDevice(session.settings);
  (await cookies()).set(KNOWN_DEVICE_COOKIE.name, issueDeviceToken(session.email), {
    httpOnly: true,
    sameSite: "lax",
    path: KNOWN_DEVICE_COOKIE.path,
    secure: secureCookies(),
    maxAge: KNOWN_DEVICE_SECONDS,
  });
};

/** Ends this browser's session. Only in an action. */
export const endSession = async (): Promise<void> => {
  const session = await currentSession();
  if (session) await revokeSession({ playerId: session.id }, { sessionId: session.sessionId });
  (await cookies()).delete({ name: sessionCookieName(), path: "/", secure: secureCookies() });
};
