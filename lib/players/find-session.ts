import { z } from "zod";
import { isUuid } from "#lib/core/id.ts";
import { CURRENCY_CODES } from "#lib/core/money.ts";
import { createBatcher } from "#lib/platform/database/batching.ts";
import { isInputFault } from "#lib/platform/database/db.ts";
import {
  array,
  bool,
  bpchar,
  int4,
  json,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { log } from "#lib/platform/observability/log.ts";
import { STAFF_ROLES } from "#lib/platform/permission.ts";
import { takesPart } from "./demo.ts";
import { exclusionEnd } from "./eligibility/gates.ts";
import { PLAYER_STATUS, readSettings, type SignedIn } from "./schema.ts";
import { noticeRevoked, revoke } from "./sessions.ts";

// On the way of every request, so one prepared statement. Seen at most once a minute, so that reading a page writes no row.
const finding = statement({
  name: "session-find",
  text: `
    with found as (
      select s.id, s.last_seen_at, s.created_at, s.token, s.token_seen_at is null as unseen,
             coalesce(s.token_seen_at > clock_timestamp() - interval '1 minute', true) as overlap,
             s.fresh_at > clock_timestamp() - interval '10 minutes' as fresh,
             s.rotated_at < clock_timestamp() - case when s.staff_id is null then interval '1 day' else interval '1 hour' end as due,
             p.id as player_id, a.id as staff_id, coalesce(p.email, a.email) as email,
             coalesce(p.display_name, a.display_name) as display_name, coalesce(p.demo, a.demo) as demo,
             p.status, p.country, p.currency, p.settings, p.email_verified_at is not null as email_verified,
             case when p.excluded_until > clock_timestamp() then p.excluded_until end as excluded_until,
             array(select r.role from staff_role r where r.staff_id = a.id order by r.role) as roles,
             s.staff_id is null
               or exists (select from passkey k where k.staff_id = s.staff_id)
               or exists (select from totp_factor t where t.staff_id = s.staff_id and t.confirmed_at is not null) as secured
        from unnest($1::uuid[]) w(id)
       cross join lateral (select s.* from session s where s.id = w.id limit 1) s
        left join lateral (select p.* from player p where p.id = s.player_id limit 1) p on true
        left join lateral (select a.* from staff_account a where a.id = s.staff_id limit 1) a on true
       where s.revoked_at is null and s.expires_at > clock_timestamp()
         and s.last_seen_at + make_interval(secs => s.idle_seconds) > clock_timestamp() and coalesce(p.status, a.status) <> 'closed'
    ), seen as (
      update session s set last_seen_at = clock_timestamp() from found
       where s.id = found.id and found.last_seen_at < clock_timestamp() - interval '1 minute'
    )
    select id, created_at, token, unseen, overlap, fresh, due, player_id, staff_id, email, display_name, demo, status, country, currency,
           settings, email_verified, excluded_until, roles, secured from found`,
  params: [array(uuid)],
  row: {
    id: uuid,
    created_at: timestamptz,
    token: int4,
    unseen: bool,
    overlap: bool,
    fresh: bool,
    due: bool,
    player_id: nullable(uuid),
    staff_id: nullable(uuid),
    email: text,
    display_name: text,
    demo: bool,
    status: nullable(only(text, z.enum(PLAYER_STATUS))),
    country: nullable(bpchar),
    currency: nullable(only(bpchar, z.enum(CURRENCY_CODES))),
    settings: nullable(json(z.unknown())),
    email_verified: bool,
    excluded_until: nullable(timestamptz),
    roles: array(only(text, z.enum(STAFF_ROLES))),
    secured: bool,
  },
});

const signedInOf = (found: RowOfStatement<typeof finding>): SignedIn | null => {
  const { player_id, staff_id, status, country, currency } = found;
  const session = {
    sessionId: found.id,
    email: found.email,
    displayName: found.display_name,
    signedInAt: found.created_at,
    fresh: found.fresh,
    rotationDue: found.due || found.unseen,
  };
  // Without a second factor a member of staff has no role: all that is left is to set one up.
  if (staff_id)
    return {
      kind: "staff",
      id: staff_id,
      ...session,
      roles: found.secured ? found.roles : [],
      settingUp: !found.secured,
    };
  if (!player_id || !status || !country || !currency) return null;
  const settings = readSettings(found.settings, currency);
  const exclusion = found.excluded_until && { until: exclusionEnd(found.excluded_until.getTime()) };
  const player = { status, exclusion, country, currency, settings, emailVerified: found.email_verified };
  return { kind: "player", id: player_id, ...session, ...player };
};

type Asked = { id: string; token: number | null };

const seen = statement({
  text: "update session set token_seen_at = clock_timestamp() where id = $1 and token = $2 and token_seen_at is null",
  params: [uuid, int4],
  row: {},
});

/**
 * Whether the token that names the session is one of its holder. The one before the current token is good until that one is used, and
 * for a minute after, because pages ask in parallel. One that is older was copied: then the session ends, for whoever holds it.
 */
const isHolders = async (row: RowOfStatement<typeof finding>, token: number | null): Promise<boolean> => {
  if (token === null) return true;
  if (token === row.token) {
    if (row.unseen) await seen.run([row.id, token]);
    return true;
  }
  if (token === row.token - 1 && row.overlap) return true;
  if (token > row.token) return false;
  const account = row.player_id ?? row.staff_id ?? "";
  log.warn({ sessionId: row.id }, "a session's old token was used: the session ends");
  await revoke(account, { by: null, only: row.id });
  await noticeRevoked(account, row.id);
  return false;
};

const findMany = async (asked: Asked[]): Promise<(SignedIn | null)[]> => {
  const found = await finding.all([[...new Set(asked.map(({ id }) => id))]]);
  const byId = new Map(found.filter(takesPart).map((row) => [row.id, row]));
  return Promise.all(
    asked.map(async ({ id, token }) => {
      const row = byId.get(id);
      return row && (await isHolders(row, token)) ? signedInOf(row) : null;
    }),
  );
};

const findOne = createBatcher(findMany, { sizeMax: 64, lanes: 2, minBatch: 16, isolates: isInputFault });

/**
 * Who this session is, or null when it is unknown, revoked, over or unused for too long, or its account was closed. Every call reads
 * the row after it was made; calls that are waiting at the same time share one read.
 * @param token the number of the token that names it; null where the session was read from somewhere else than a cookie
 */
export const findSession = async (
  sessionId: string,
  token: number | null = null,
): Promise<SignedIn | null> => (isUuid(sessionId) ? findOne({ id: sessionId.toLowerCase(), token }) : null);

const rotation = statement({
  text: `
    update session set token = token + 1, rotated_at = clock_timestamp(), token_seen_at = null
     where id = $1 and token_seen_at is not null and rotated_at < clock_timestamp() - interval '1 minute'`,
  params: [uuid],
  row: {},
});

const readToken = statement({
  text: "select token from session where id = $1 and revoked_at is null",
  params: [uuid],
  row: { token: int4 },
});

/** The number of the session's current token; null where the session is over. */
export const currentToken = async (sessionId: string): Promise<number | null> =>
  (await readToken.first([sessionId]))?.token ?? null;

/**
 * Gives the session another token, unless it has one that was not used yet or is a minute old at most. The number of the current token,
 * for the cookie; null where the session is over.
 */
export const rotateSession = async (sessionId: string): Promise<number | null> => {
  await rotation.run([sessionId]);
  return currentToken(sessionId);
};
