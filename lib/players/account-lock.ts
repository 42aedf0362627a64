import { createHmac, timingSafeEqual } from "node:crypto";
import type pg from "pg";
import { isUuid } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { env } from "#lib/platform/config/env.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { bool, statement, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import type { LinkRefusal } from "./errors.ts";
import { noticeRevoked, revoke } from "./sessions.ts";

const LINK_DAYS = 30;

const seal = (text: string): Buffer =>
  createHmac("sha256", env().AUTH_SECRET).update(`not-me\n${text}`).digest();

/** What the link of a message about a sign-in carries: whose sign-in, and until when it can be reported. */
export const notMeToken = (playerId: string, sessionId: string, signedInAt: Date): string => {
  const text = `${playerId}.${sessionId}.${signedInAt.getTime() + LINK_DAYS * 86_400_000}`;
  return `${text}.${seal(text).toString("base64url")}`;
};

const readToken = (token: string): { playerId: string; sessionId: string; untilMs: number } | null => {
  const at = token.lastIndexOf(".");
  const text = token.slice(0, Math.max(0, at));
  const [expected, given] = [seal(text), Buffer.from(token.slice(at + 1), "base64url")];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [playerId = "", sessionId = "", until = ""] = text.split(".");
  return isUuid(playerId) && isUuid(sessionId) ? { playerId, sessionId, untilMs: Number(until) } : null;
};

const holdPlayer = statement({
  text: "select status <> 'closed' as open from player where id = $1 for update",
  params: [uuid],
  row: { open: bool },
});

const lock = statement({
  text: "insert into account_lock (session_id, player_id) values ($1, $2) on conflict (session_id) do nothing",
  params: [uuid, uuid],
  row: {},
});

const forgetDevice = statement({
  text: `delete from known_device k using session s where s.id = $1 and k.account_id = s.player_id and k.device_id = s.device_id`,
  params: [uuid],
  row: {},
});

/**
 * "This was not me": locks the account that the sign-in was reported for, ends all of its sessions and forgets the browser. Needs no
 * session, because whoever took the account may have ended the player's. A link works once.
 */
export const reportSignIn = async (token: string): Promise<Result<null, LinkRefusal>> => {
  const read = readToken(token);
  if (!read || read.untilMs < (await databaseNowMs())) return refuse({ code: "link_invalid" });
  const { playerId, sessionId } = read;
  const done = await transaction(async (client) => {
    const player = await holdPlayer.first([playerId], client);
    if (!player?.open || (await lock.run([sessionId, playerId], client)) === 0) return false;
    await forgetDevice.run([sessionId], client);
    await revoke(playerId, { by: null }, client);
    return true;
  });
  if (!done) return refuse({ code: "link_invalid" });
  await noticeRevoked(playerId, null);
  return accept(null);
};

const unlock = statement({
  text: "update account_lock set unlocked_at = clock_timestamp() where player_id = $1 and unlocked_at is null",
  params: [uuid],
  row: {},
});

/** Unlocks an account whose player has set a new password by a link that was sent to their address. */
export const unlockAccount = async (playerId: string, client: pg.PoolClient): Promise<void> => {
  await unlock.run([playerId], client);
};
