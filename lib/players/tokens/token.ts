import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { TokenHolder } from "#lib/platform/commands/token.ts";
import { db } from "#lib/platform/database/db.ts";
import { array, bool, int4, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { findSession } from "../find-session.ts";
import { keepPlaying } from "../play/play.ts";
import type { Identity } from "../sessions.ts";
import type { CreateTokenInput, CreateTokenRefusal, TokenView } from "./schema.ts";

/** How every token begins, so that scanners of source code and logs recognise one. */
export const TOKEN_PREFIX = "evens_pat_";
const TOKEN = /^evens_pat_[0-9a-f]{48}$/;
const TOKENS_MAX = 20;

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

// What ends all sessions of an account locks its row first, so that no token slips in beside it.
const holdPlayer = statement({
  text: "select id from player where id = $1 for no key update",
  params: [uuid],
  row: { id: uuid },
});
const holdStaff = statement({
  text: "select id from staff_account where id = $1 for no key update",
  params: [uuid],
  row: { id: uuid },
});

const openTokens = statement({
  text: `
    select exists (select from session s where s.id = $2 and s.revoked_at is null) as acts,
           (select count(*) from session s
             where (s.player_id = $1 or s.staff_id = $1) and s.api_token and s.revoked_at is null
               and s.expires_at > clock_timestamp())::int4 as tokens`,
  params: [uuid, uuid],
  row: { acts: bool, tokens: int4 },
});

const openSession = statement({
  text: `
    insert into session (id, player_id, staff_id, last_seen_at, expires_at, idle_seconds, api_token)
    values ($1, $2, $3, clock_timestamp(), clock_timestamp() + make_interval(days => $4), $4 * 86400, true)`,
  params: [uuid, nullable(uuid), nullable(uuid), int4],
  row: {},
});

const keep = statement({
  text: `insert into api_token (session_id, name, hint, secret_hash, scopes) values ($1, $2, $3, decode($4, 'hex'), $5)`,
  params: [uuid, text, text, text, array(text)],
  row: {},
});

/** Raised as the database does where a session has ended (`staff_of`). */
class SessionEnded extends Error {
  readonly code = "EV401";
}

/**
 * Makes a token, which is returned and stored nowhere: the table has its hash. It acts by a session of its own, which whatever ends all
 * of the account's sessions ends too. Throws where the session that asks for it ended meanwhile.
 * @param by the session that asks for it
 */
export const createToken = async (
  tx: pg.PoolClient,
  { kind, id }: Identity,
  by: string,
  { name, scopes, days }: CreateTokenInput,
): Promise<Result<{ tokenId: string; token: string }, CreateTokenRefusal>> => {
  await (kind === "player" ? holdPlayer : holdStaff).first([id], tx);
  const found = await openTokens.first([id, by], tx);
  if (!found?.acts) throw new SessionEnded();
  if (found.tokens >= TOKENS_MAX) return refuse({ code: "too_many_tokens" });
  const tokenId = uuidv7();
  const token = `${TOKEN_PREFIX}${randomBytes(24).toString("hex")}`;
  const [playerId, staffId] = kind === "player" ? [id, null] : [null, id];
  await openSession.run([tokenId, playerId, staffId, Number(days)], tx);
  const granted = [...new Set(scopes)].sort();
  await keep.run([tokenId, name, token.slice(-4), hashOf(token).toString("hex"), granted], tx);
  return accept({ tokenId, token });
};

const finding = statement({
  name: "api-token-find",
  text: `select session_id as "sessionId", scopes from api_token where secret_hash = decode($1, 'hex')`,
  params: [text],
  row: { sessionId: uuid, scopes: array(text) },
});

/** Who a token acts for, by the row of its session, which is read each time; null where it is unknown, revoked or over. */
export const tokenHolder = async (token: string): Promise<TokenHolder | null> => {
  if (!TOKEN.test(token)) return null;
  const found = await finding.first([hashOf(token).toString("hex")]);
  const session = found && (await findSession(found.sessionId));
  if (session?.kind === "player") await keepPlaying(session);
  return session ? { session, scopes: found.scopes } : null;
};

/** The account's tokens that are good, the newest first. */
export const listTokens = async ({ kind, id }: Identity, now: Date): Promise<TokenView[]> => {
  const found = await db().apiToken.findMany({
    where: {
      session: {
        ...(kind === "player" ? { playerId: id } : { staffId: id }),
        revokedAt: null,
        expiresAt: { gt: now },
      },
    },
    select: {
      name: true,
      hint: true,
      scopes: true,
      session: { select: { id: true, createdAt: true, expiresAt: true, lastSeenAt: true } },
    },
    orderBy: { sessionId: "desc" },
    take: TOKENS_MAX,
  });
  return found.map(({ session: { lastSeenAt, ...session }, ...token }) => ({
    ...token,
    ...session,
    // Set at the creation too; a use is seen once a minute at most.
    lastUsedAt: lastSeenAt.getTime() - session.createdAt.getTime() > 1_000 ? lastSeenAt : null,
  }));
};
