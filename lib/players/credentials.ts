import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PlayerContext, PublicContext } from "#lib/platform/commands/context.ts";
import { db } from "#lib/platform/database/db.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { clientNetwork } from "#lib/platform/http/edge/address.ts";
import { clearRate, type RateRule, takeRate } from "#lib/platform/http/rate-limit.ts";
import { publish, wakeRelay } from "#lib/platform/messaging/outbox.ts";
import type { RateRefusal } from "#lib/platform/schema.ts";
import { takesPart } from "./demo.ts";
import type { PasswordRefusal, SignInRefusal } from "./errors.ts";
import { playerPasswordChanged } from "./events.ts";
import { knownDevice } from "./known-device.ts";
import { hashPassword, passwordMatches, passwordMatchesNobody, weaknessOf } from "./password.ts";
import type { ChangePasswordInput, SignInInput } from "./schema.ts";
import { type Identity, noticeRevoked, revoke } from "./sessions.ts";

/** Guessing from one place, at any account. */
export const SIGN_IN_BY_ADDRESS: RateRule = { name: "sign-in-ip", points: 60, durationSeconds: 900 };
/** Guessing from one place at one account. */
const SIGN_IN_BY_BOTH: RateRule = { name: "sign-in-ip-email", points: 10, durationSeconds: 900 };
/** Guessing at one account from many places. What is over comes one at a time. */
const SIGN_IN_BY_ACCOUNT: RateRule = { name: "sign-in-email", points: 30, durationSeconds: 900 };
const SIGN_IN_ONE_AT_A_TIME: RateRule = { name: "sign-in-email-slow", points: 1, durationSeconds: 5 };
/** A browser that has signed in to the account before has tries of its own. */
const SIGN_IN_BY_DEVICE: RateRule = { name: "sign-in-device", points: 10, durationSeconds: 900 };

/** Takes what this try costs. Nobody can lock an account's owner out: at most they wait some seconds for their turn. */
const takeTry = async (
  ip: string,
  email: string,
  device: string | null,
): Promise<Result<null, RateRefusal>> => {
  if (device) return takeRate(SIGN_IN_BY_DEVICE, device);
  const network = clientNetwork(ip);
  const byAddress = await takeRate(SIGN_IN_BY_ADDRESS, network);
  if (!byAddress.ok) return byAddress;
  const byBoth = await takeRate(SIGN_IN_BY_BOTH, `${network} ${email}`);
  if (!byBoth.ok) return byBoth;
  const byAccount = await takeRate(SIGN_IN_BY_ACCOUNT, email);
  return byAccount.ok ? byAccount : takeRate(SIGN_IN_ONE_AT_A_TIME, email);
};

/**
 * Whose email and password these are. Takes the same time whether or not the email has an account. In a quarter of an hour
 * one address has sixty tries, ten of them at one account; all addresses together have thirty at one account and then one
 * every five seconds. A browser that has signed in to the account before has ten of its own. The right password gives back
 * the tries at the account.
 * A suspended player may still sign in, to see history and take money out; betting is refused elsewhere.
 * @param deviceToken what this browser keeps from its last sign-in, if anything
 */
export const verifyCredentials = async (
  ctx: PublicContext,
  { email, password }: SignInInput,
  deviceToken: string | null = null,
): Promise<Result<Identity, SignInRefusal>> => {
  const device = knownDevice(deviceToken, email);
  const free = await takeTry(ctx.origin.ip, email, device);
  if (!free.ok) return free;
  const player = await db().player.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, role: true, status: true, demo: true },
  });
  const right = player
    ? await passwordMatches(player.passwordHash, password)
    : await passwordMatchesNobody(password);
  if (!player || !right || !takesPart({ ...player, email })) return refuse({ code: "wrong_credentials" });
  await Promise.all([
    clearRate(SIGN_IN_BY_ACCOUNT, email),
    clearRate(SIGN_IN_BY_BOTH, `${clientNetwork(ctx.origin.ip)} ${email}`),
    ...(device ? [clearRate(SIGN_IN_BY_DEVICE, device)] : []),
  ]);
  if (player.status === "closed") return refuse({ code: "account_closed" });
  return accept({ id: player.id, kind: player.role === "admin" ? "staff" : "player" });
};

/** Sets a new password and ends every other session of the player. */
export const changePassword = async (
  ctx: PlayerContext,
  { current, password }: ChangePasswordInput,
): Promise<Result<{ sessionsEnded: number }, PasswordRefusal>> => {
  const player = await db().player.findUniqueOrThrow({
    where: { id: ctx.playerId },
    select: { email: true, displayName: true, passwordHash: true },
  });
  if (!(await passwordMatches(player.passwordHash, current))) return refuse({ code: "wrong_password" });
  const reason = weaknessOf(password, [player.email, player.email.split("@")[0] ?? "", player.displayName]);
  if (reason) return refuse({ code: "password_weak", reason });
  const passwordHash = await hashPassword(password);
  const ended = await transaction(async (client) => {
    await db(client).player.update({
      where: { id: ctx.playerId },
      data: { passwordHash },
      select: { id: true },
    });
    const revoked = await revoke(ctx.playerId, { by: ctx.playerId, except: ctx.sessionId }, client);
    await publish(client, playerPasswordChanged, { playerId: ctx.playerId });
    return revoked;
  });
  await Promise.all(ended.map((sessionId) => noticeRevoked(ctx.playerId, sessionId)));
  wakeRelay();
  return accept({ sessionsEnded: ended.length });
};
