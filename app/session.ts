import "server-only";
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { systemClock } from "#lib/core/clock.ts";
import { SIGNED_IN_MARK } from "#lib/core/cookies.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { may, type Permission } from "#lib/platform/permission.ts";
import { findSession, keepPlaying, readSessionCookie, sessionCookieName } from "#lib/players/index.ts";
import type { SignedIn, SignedInPlayer, SignedInStaff } from "#lib/players/schema.ts";

/**
 * Whether this browser has a session's cookie, which says nothing of whose it is or whether it is over. On shared pages a mark
 * stands in for the cookie.
 */
export const hasSessionCookie = async (): Promise<boolean> => {
  const jar = await cookies();
  return jar.has(SIGNED_IN_MARK) || jar.has(sessionCookieName());
};

/** Who is signed in, or null. Read from the session row once a request, so that a revoked session ends at once. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const token = await readSessionCookie(await cookies());
  const session = token && (await findSession(token.sessionId, token.token));
  if (session?.kind === "player") await keepPlaying(session);
  return session;
});

/** The signed-in player, or null. To the site, staff are visitors. */
export const currentPlayer = async (): Promise<SignedInPlayer | null> => {
  const session = await currentSession();
  return session?.kind === "player" ? session : null;
};

/** The signed-in member of staff, or null, also while a second factor is missing. */
export const currentStaff = async (): Promise<SignedInStaff | null> => {
  const session = await currentSession();
  return session?.kind === "staff" && !session.settingUp ? session : null;
};

/** Where staff set up their first second factor. */
const SET_UP = "/set-up-sign-in";

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

/** For staff pages: everybody else gets "not found", and staff without a second factor have to set one up first. */
export const requireStaff = async (here: string, permission?: Permission): Promise<SignedInStaff> => {
  const session = await requireSession(here);
  if (session.kind === "staff" && session.settingUp) redirect(SET_UP);
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
