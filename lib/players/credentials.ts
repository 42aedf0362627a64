import { accept, type Result, refuse } from "#lib/kernel/result.ts";
import type { PlayerContext, PublicContext } from "#lib/platform/context.ts";
import { rows } from "#lib/platform/db.ts";
import { wakeRelay } from "#lib/platform/outbox.ts";
import { clearRate, type RateRule, takeRate } from "#lib/platform/rate-limit.ts";
import { transaction } from "#lib/platform/transaction.ts";
import type { PasswordRefusal, SignInRefusal } from "./errors.ts";
import { hashPassword, passwordMatches, passwordMatchesNobody, weaknessOf } from "./password.ts";
import type { Role } from "./permissions.ts";
import type { ChangePasswordInput, PlayerStatus, SignInInput } from "./schema.ts";
import { type Identity, noticeRevoked } from "./sessions.ts";

/** Guessing at one account, from anywhere. */
export const SIGN_IN_BY_EMAIL: RateRule = { name: "sign-in-email", points: 10, durationSeconds: 900 };
/** Guessing from one place, at any account. */
export const SIGN_IN_BY_ADDRESS: RateRule = { name: "sign-in-ip", points: 60, durationSeconds: 900 };
const CHANGE_BY_PLAYER: RateRule = { name: "password-change", points: 10, durationSeconds: 900 };

type Found = { id: string; password_hash: string; role: Role; status: PlayerStatus };

/**
 * Whose email and password these are. Takes the same time whether or not the email has an account. Ten tries in a
 * quarter of an hour on one account and sixty from one address, right ones not counted against the account.
 * A suspended player may still sign in, to see history and take money out; betting is refused elsewhere.
 */
export const verifyCredentials = async (
  ctx: PublicContext,
  { email, password }: SignInInput,
): Promise<Result<Identity, SignInRefusal>> => {
  const byAddress = await takeRate(SIGN_IN_BY_ADDRESS, ctx.origin.ip);
  if (!byAddress.ok) return byAddress;
  const byEmail = await takeRate(SIGN_IN_BY_EMAIL, email);
  if (!byEmail.ok) return byEmail;
  const [player] = await rows<Found>("select id, password_hash, role, status from player where email = $1", [
    email,
  ]);
  const right = player
    ? await passwordMatches(player.password_hash, password)
    : await passwordMatchesNobody(password);
  if (!player || !right) return refuse({ code: "wrong_credentials" });
  await clearRate(SIGN_IN_BY_EMAIL, email);
  if (player.status === "closed") return refuse({ code: "account_closed" });
  return accept({ playerId: player.id, role: player.role });
};

/** Sets a new password and ends every other session of the player. */
export const changePassword = async (
  ctx: PlayerContext,
  { current, password }: ChangePasswordInput,
): Promise<Result<{ sessionsEnded: number }, PasswordRefusal>> => {
  const free = await takeRate(CHANGE_BY_PLAYER, ctx.playerId);
  if (!free.ok) return free;
  const [player] = await rows<{ email: string; display_name: string; password_hash: string }>(
    "select email, display_name, password_hash from player where id = $1",
    [ctx.playerId],
  );
  if (!player) throw new Error("the session belongs to nobody");
  if (!(await passwordMatches(player.password_hash, current))) return refuse({ code: "wrong_password" });
  const reason = weaknessOf(password, [player.email, player.email.split("@")[0] ?? "", player.display_name]);
  if (reason) return refuse({ code: "password_weak", reason });
  const passwordHash = await hashPassword(password);
  const ended = await transaction(async (client) => {
    await client.query("update player set password_hash = $2 where id = $1", [ctx.playerId, passwordHash]);
    const { rows: revoked } = await client.query<{ id: string }>(
      `update session set revoked_at = clock_timestamp(), revoked_by = $1
        where player_id = $1 and id <> $2 and revoked_at is null returning id`,
      [ctx.playerId, ctx.sessionId],
    );
    await client.query(
      "insert into outbox (kind, payload, request_id) values ('player.password_changed', $1, $2)",
      [JSON.stringify({ playerId: ctx.playerId }), ctx.requestId],
    );
    return revoked.map(({ id }) => id);
  });
  await Promise.all(ended.map((sessionId) => noticeRevoked(ctx.playerId, sessionId)));
  wakeRelay();
  return accept({ sessionsEnded: ended.length });
};
