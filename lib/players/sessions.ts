import type pg from "pg";
import type { Clock } from "#lib/core/clock.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { env } from "#lib/platform/config/env.ts";
import { db } from "#lib/platform/database/db.ts";
import { nullable, statement, uuid } from "#lib/platform/database/statement.ts";
import { bus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
import { deviceOf } from "./device.ts";
import type { SessionRefusal } from "./errors.ts";
import type { SessionView, SignedIn } from "./schema.ts";

declare module "#lib/platform/messaging/bus.ts" {
  interface BusMessages {
    /** This session, or all sessions of a player, were revoked. */
    session: { playerId: string; sessionId: string | null };
  }
}

/** What kind of account signs in. */
export type AccountKind = SignedIn["kind"];

/** Whose session it is. */
export type Identity = { kind: AccountKind; id: string };

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** A player stays signed in on a device for thirty days: the longest that any session lasts. */
export const SESSION_SECONDS = 30 * DAY_SECONDS;
const IDLE_SECONDS = 14 * DAY_SECONDS;

/** How long a session lasts at most, and how long it may be unused. The operator says how long a shift of staff is. */
export const sessionTimes = (kind: AccountKind): { lastsSeconds: number; idleSeconds: number } =>
  kind === "player"
    ? { lastsSeconds: SESSION_SECONDS, idleSeconds: IDLE_SECONDS }
    : { lastsSeconds: env().STAFF_SESSION_HOURS * HOUR_SECONDS, idleSeconds: env().STAFF_IDLE_MINUTES * 60 };

/** Notifies the other processes, whose sockets may still use the session. Null means every session of the account. */
export const noticeRevoked = async (playerId: string, sessionId: string | null): Promise<void> => {
  try {
    await bus().publish("session", { playerId, sessionId });
  } catch (error) {
    log.warn({ err: error }, "a revoked session could not be announced");
  }
};

const revocation = statement({
  text: `update session set revoked_at = clock_timestamp(), revoked_by = $2
          where (player_id = $1 or staff_id = $1) and revoked_at is null and id = coalesce($3, id) and id is distinct from $4
          returning id`,
  params: [uuid, nullable(uuid), nullable(uuid), nullable(uuid)],
  row: { id: uuid },
});

/**
 * Ends an account's sessions: all, or `only` one, or all `except` one. Returns their ids, which `noticeRevoked` announces once
 * this is committed.
 * @param by the account that did it; null for the operator's own tools
 */
export const revoke = async (
  accountId: string,
  { by, only = null, except = null }: { by: string | null; only?: string | null; except?: string | null },
  client?: pg.ClientBase,
): Promise<string[]> => (await revocation.all([accountId, by, only, except], client)).map(({ id }) => id);

/** The session that acts, and its account. */
type Holder = { playerId: string; sessionId: string } | { staffId: string; sessionId: string };

const accountOf = (holder: Partial<Record<"playerId" | "staffId", string>>): string =>
  holder.playerId ?? holder.staffId ?? "";

/** Where the account is signed in, most recently used first. */
export const listSessions = async (holder: Holder & { clock: Clock }): Promise<SessionView[]> => {
  const account = "playerId" in holder ? { playerId: holder.playerId } : { staffId: holder.staffId };
  const found = await db().session.findMany({
    where: { ...account, apiToken: false, revokedAt: null, expiresAt: { gt: holder.clock.now() } },
    select: {
      id: true,
      ip: true,
      userAgent: true,
      country: true,
      createdAt: true,
      lastSeenAt: true,
      idleSeconds: true,
    },
    orderBy: { lastSeenAt: "desc" },
    take: 50,
  });
  const now = holder.clock.now().getTime();
  const used = found.filter(
    ({ lastSeenAt, idleSeconds }) => lastSeenAt.getTime() + idleSeconds * 1_000 > now,
  );
  return used.map(({ userAgent, idleSeconds: _, ...session }) => ({
    ...session,
    current: session.id === holder.sessionId,
    ...deviceOf(userAgent ?? ""),
  }));
};

/** Ends one session of the account, this one or another device's. */
export const revokeSession = async (
  holder: { playerId: string } | { staffId: string },
  { sessionId }: { sessionId: string },
): Promise<Result<null, SessionRefusal>> => {
  const account = accountOf(holder);
  const ended = await revoke(account, { by: account, only: sessionId });
  if (ended.length === 0) return refuse({ code: "unknown_session" });
  await noticeRevoked(account, sessionId);
  return accept(null);
};

/** Ends every session of the account but this one. */
export const revokeOtherSessions = async (holder: Holder): Promise<Result<{ ended: number }, never>> => {
  const account = accountOf(holder);
  const ended = await revoke(account, { by: account, except: holder.sessionId });
  await Promise.all(ended.map((id) => noticeRevoked(account, id)));
  return accept({ ended: ended.length });
};

/** Ends every session of a player. `by` is the player or the member of staff who did it. */
export const revokeAllSessions = async (playerId: string, by: string): Promise<number> => {
  const ended = await revoke(playerId, { by });
  await noticeRevoked(playerId, null);
  return ended.length;
};
