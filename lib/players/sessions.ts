import type pg from "pg";
import { z } from "zod";
import { isUuid, uuidv7 } from "#lib/core/id.ts";

import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PlayerContext, PublicContext } from "#lib/platform/commands/context.ts";
import { db, isInputFault } from "#lib/platform/database/db.ts";
import { groupCalls } from "#lib/platform/database/group.ts";
import {
  array,
  bool,
  bpchar,
  float8,
  json,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { bus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
import { takesPart } from "./demo.ts";
import { deviceOf } from "./device.ts";
import type { SessionRefusal } from "./errors.ts";
import { CURRENCY_CODES, PLAYER_STATUS, readSettings, type SessionView, type SignedIn } from "./schema.ts";

/** What kind of account signs in. */
export type AccountKind = SignedIn["kind"];

/** Whose session it is. */
export type Identity = { kind: AccountKind; id: string };

const HOUR_SECONDS = 3_600;
/** A player stays signed in on a device for thirty days, staff for one shift. */
export const SESSION_SECONDS = { player: 30 * 24 * HOUR_SECONDS, staff: 12 * HOUR_SECONDS } as const;

/** Tells the other processes, whose sockets and caches may still know the session. Null means all of them. */
export const noticeRevoked = async (playerId: string, sessionId: string | null): Promise<void> => {
  try {
    await bus().publish("session", { playerId, sessionId });
  } catch (error) {
    log.warn({ err: error }, "a revoked session could not be announced");
  }
};

const revocation = statement({
  text: `update session set revoked_at = clock_timestamp(), revoked_by = $2
          where player_id = $1 and revoked_at is null and id = coalesce($3, id) and id is distinct from $4
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

// The database tells the time.
const insertSession = statement({
  text: `
    insert into session (id, player_id, last_seen_at, expires_at, ip, user_agent)
     values ($1, $2, clock_timestamp(), clock_timestamp() + make_interval(secs => $3), $4, $5)`,
  params: [uuid, uuid, float8, nullable(text), nullable(text)],
  row: {},
});

/**
 * Begins a session on this device, for an identity that was verified. The database tells the time for sessions.
 * @param replaced the session that this browser had until now, whoever's it was: it ends, because its cookie is lost
 */
export const openSession = async (
  ctx: PublicContext,
  { kind, id }: Identity,
  replaced: { sessionId: string; id: string } | null = null,
): Promise<{ sessionId: string }> => {
  const lastsSeconds = SESSION_SECONDS[kind];
  const sessionId = uuidv7();
  await insertSession.run([sessionId, id, lastsSeconds, ctx.origin.ip, ctx.origin.userAgent]);
  if (replaced) {
    const ended = await revoke(replaced.id, { by: replaced.id, only: replaced.sessionId });
    if (ended.length > 0) await noticeRevoked(replaced.id, replaced.sessionId);
  }
  return { sessionId };
};

// Seen at most once a minute, so that reading a page does not write a row.
const find = statement({
  name: "session-find",
  text: `
    with found as (
      select s.id, s.last_seen_at, s.created_at, p.id as player_id, p.email, p.display_name, p.role, p.status, p.country,
             p.currency, p.settings, p.demo
        from unnest($1::uuid[]) w(id)
       cross join lateral (select s.* from session s where s.id = w.id limit 1) s
       cross join lateral (select p.* from player p where p.id = s.player_id limit 1) p
       where s.revoked_at is null and s.expires_at > clock_timestamp() and p.status <> 'closed'
    ), seen as (
      update session s set last_seen_at = clock_timestamp() from found
       where s.id = found.id and found.last_seen_at < clock_timestamp() - interval '1 minute'
    )
    select * from found`,
  params: [array(uuid)],
  row: {
    id: uuid,
    last_seen_at: timestamptz,
    created_at: timestamptz,
    player_id: uuid,
    email: text,
    display_name: text,
    role: only(text, z.enum(["player", "admin"])),
    status: only(text, z.enum(PLAYER_STATUS)),
    country: bpchar,
    currency: only(bpchar, z.enum(CURRENCY_CODES)),
    settings: json(z.unknown()),
    demo: bool,
  },
});

type FoundSession = RowOfStatement<typeof find>;

const signedInOf = (found: FoundSession): SignedIn => {
  const session = {
    sessionId: found.id,
    id: found.player_id,
    email: found.email,
    displayName: found.display_name,
    signedInAt: found.created_at,
  };
  if (found.role === "admin") return { kind: "staff", ...session, roles: ["administrator"] };
  return {
    kind: "player",
    ...session,
    status: found.status,
    country: found.country,
    currency: found.currency,
    settings: readSettings(found.settings, found.currency),
  };
};

const findMany = async (sessionIds: string[]): Promise<(SignedIn | null)[]> => {
  const found = await find.all([[...new Set(sessionIds)]]);
  const byId = new Map(found.filter(takesPart).map((row) => [row.id, row]));
  return sessionIds.map((id) => {
    const row = byId.get(id);
    return row ? signedInOf(row) : null;
  });
};

const findOne = groupCalls(findMany, { sizeMax: 64, lanes: 2, crowd: 16, isolates: isInputFault });

/**
 * Who this session is, or null when it is unknown, revoked or over, or its account was closed. Every call reads the row after
 * it was made; calls that are waiting at the same time share one read.
 */
export const findSession = async (sessionId: string): Promise<SignedIn | null> =>
  isUuid(sessionId) ? findOne(sessionId.toLowerCase()) : null;

/** Where the player is signed in, the latest seen first. */
export const listSessions = async (ctx: PlayerContext): Promise<SessionView[]> => {
  const found = await db().session.findMany({
    where: { playerId: ctx.playerId, revokedAt: null, expiresAt: { gt: ctx.clock.now() } },
    select: { id: true, ip: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: "desc" },
    take: 50,
  });
  return found.map(({ userAgent, ...session }) => ({
    ...session,
    current: session.id === ctx.sessionId,
    ...deviceOf(userAgent ?? ""),
  }));
};

/** Ends one session of the player, this one or another device's. */
export const revokeSession = async (
  ctx: Pick<PlayerContext, "playerId">,
  { sessionId }: { sessionId: string },
): Promise<Result<null, SessionRefusal>> => {
  const ended = await revoke(ctx.playerId, { by: ctx.playerId, only: sessionId });
  if (ended.length === 0) return refuse({ code: "unknown_session" });
  await noticeRevoked(ctx.playerId, sessionId);
  return accept(null);
};

/** Ends every session of the player but this one. */
export const revokeOtherSessions = async (ctx: PlayerContext): Promise<Result<{ ended: number }, never>> => {
  const ended = await revoke(ctx.playerId, { by: ctx.playerId, except: ctx.sessionId });
  await Promise.all(ended.map((id) => noticeRevoked(ctx.playerId, id)));
  return accept({ ended: ended.length });
};

/** Ends every session of a player. `by` is the player or the member of staff who did it. */
export const revokeAllSessions = async (playerId: string, by: string): Promise<number> => {
  const ended = await revoke(playerId, { by });
  await noticeRevoked(playerId, null);
  return ended.length;
};
