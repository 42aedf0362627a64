import type pg from "pg";
import { z } from "zod";
import type { Clock } from "#lib/core/clock.ts";
import { isUuid, uuidv7 } from "#lib/core/id.ts";
import { CURRENCY_CODES } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { createBatcher } from "#lib/platform/database/batching.ts";
import { db, isInputFault } from "#lib/platform/database/db.ts";
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
import { STAFF_ROLES } from "#lib/platform/permission.ts";
import { takesPart } from "./demo.ts";
import { deviceOf } from "./device.ts";
import type { SessionRefusal } from "./errors.ts";
import { PLAYER_STATUS, readSettings, type SessionView, type SignedIn } from "./schema.ts";

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
/** A player stays signed in on a device for thirty days, staff for one shift. */
export const SESSION_SECONDS = { player: 30 * 24 * HOUR_SECONDS, staff: 12 * HOUR_SECONDS } as const;

/** Tells the other processes, whose sockets may still use the session. Null means every session of the account. */
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

const opening = statement({
  text: `insert into session (id, player_id, staff_id, last_seen_at, expires_at, ip, user_agent)
         values ($1, $2, $3, clock_timestamp(), clock_timestamp() + make_interval(secs => $4), $5, $6)`,
  params: [uuid, nullable(uuid), nullable(uuid), float8, text, text],
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
  const sessionId = uuidv7();
  const [playerId, staffId] = kind === "player" ? [id, null] : [null, id];
  const { ip, userAgent } = ctx.origin;
  await opening.run([sessionId, playerId, staffId, SESSION_SECONDS[kind], ip, userAgent]);
  if (replaced) {
    const ended = await revoke(replaced.id, { by: replaced.id, only: replaced.sessionId });
    if (ended.length > 0) await noticeRevoked(replaced.id, replaced.sessionId);
  }
  return { sessionId };
};

// On the way of every request, so one prepared statement. Seen at most once a minute, so that reading a page writes no row.
const finding = statement({
  name: "session-find",
  text: `
    with found as (
      select s.id, s.last_seen_at, s.created_at, p.id as player_id, a.id as staff_id, coalesce(p.email, a.email) as email,
             coalesce(p.display_name, a.display_name) as display_name, coalesce(p.demo, a.demo) as demo,
             p.status, p.country, p.currency, p.settings,
             array(select r.role from staff_role r where r.staff_id = a.id order by r.role) as roles
        from unnest($1::uuid[]) w(id)
       cross join lateral (select s.* from session s where s.id = w.id limit 1) s
        left join lateral (select p.* from player p where p.id = s.player_id limit 1) p on true
        left join lateral (select a.* from staff_account a where a.id = s.staff_id limit 1) a on true
       where s.revoked_at is null and s.expires_at > clock_timestamp() and coalesce(p.status, a.status) <> 'closed'
    ), seen as (
      update session s set last_seen_at = clock_timestamp() from found
       where s.id = found.id and found.last_seen_at < clock_timestamp() - interval '1 minute'
    )
    select id, created_at, player_id, staff_id, email, display_name, demo, status, country, currency, settings, roles from found`,
  params: [array(uuid)],
  row: {
    id: uuid,
    created_at: timestamptz,
    player_id: nullable(uuid),
    staff_id: nullable(uuid),
    email: text,
    display_name: text,
    demo: bool,
    status: nullable(only(text, z.enum(PLAYER_STATUS))),
    country: nullable(bpchar),
    currency: nullable(only(bpchar, z.enum(CURRENCY_CODES))),
    settings: nullable(json(z.unknown())),
    roles: array(only(text, z.enum(STAFF_ROLES))),
  },
});

const signedInOf = (found: RowOfStatement<typeof finding>): SignedIn | null => {
  const { player_id, staff_id, status, country, currency } = found;
  const session = {
    sessionId: found.id,
    email: found.email,
    displayName: found.display_name,
    signedInAt: found.created_at,
  };
  if (staff_id) return { kind: "staff", id: staff_id, ...session, roles: found.roles };
  if (!player_id || !status || !country || !currency) return null;
  const settings = readSettings(found.settings, currency);
  return { kind: "player", id: player_id, ...session, status, country, currency, settings };
};

const findMany = async (sessionIds: string[]): Promise<(SignedIn | null)[]> => {
  const found = await finding.all([[...new Set(sessionIds)]]);
  const byId = new Map(found.filter(takesPart).map((row) => [row.id, row]));
  return sessionIds.map((id) => {
    const row = byId.get(id);
    return row ? signedInOf(row) : null;
  });
};

const findOne = createBatcher(findMany, { sizeMax: 64, lanes: 2, minBatch: 16, isolates: isInputFault });

/**
 * Who this session is, or null when it is unknown, revoked or over, or its account was closed. Every call reads the row after
 * it was made; calls that are waiting at the same time share one read.
 */
export const findSession = async (sessionId: string): Promise<SignedIn | null> =>
  isUuid(sessionId) ? findOne(sessionId.toLowerCase()) : null;

/** The session that acts, and its account. */
type Holder = { playerId: string; sessionId: string } | { staffId: string; sessionId: string };

const accountOf = (holder: Partial<Record<"playerId" | "staffId", string>>): string =>
  holder.playerId ?? holder.staffId ?? "";

/** Where the account is signed in, the latest seen first. */
export const listSessions = async (holder: Holder & { clock: Clock }): Promise<SessionView[]> => {
  const account = "playerId" in holder ? { playerId: holder.playerId } : { staffId: holder.staffId };
  const found = await db().session.findMany({
    where: { ...account, revokedAt: null, expiresAt: { gt: holder.clock.now() } },
    select: { id: true, ip: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: "desc" },
    take: 50,
  });
  return found.map(({ userAgent, ...session }) => ({
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
