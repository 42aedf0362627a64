import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { db } from "#lib/platform/database/db.ts";
import { statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { clientNetwork } from "#lib/platform/http/edge/address.ts";
import { type RateRule, takeRate } from "#lib/platform/http/rate-limit.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import type { RateRefusal } from "#lib/platform/schema.ts";
import { unlockAccount } from "../account-lock.ts";
import type { ResetPasswordRefusal } from "../errors.ts";
import { playerPasswordChanged } from "../events.ts";
import { faultOfPassword, hashPassword } from "../password.ts";
import type { ResetPasswordInput } from "../schema.ts";
import { noticeRevoked, revoke } from "../sessions.ts";
import { findLink, makeLink, takeLink, voidLinks } from "./link.ts";

const ASK_BY_ADDRESS: RateRule = { name: "reset-ask-ip", points: 20, durationSeconds: 3_600 };
/** Counted whether or not the address has an account. */
const ASK_BY_EMAIL: RateRule = { name: "reset-ask-email", points: 3, durationSeconds: 900 };
const RESET_BY_ADDRESS: RateRule = { name: "reset-ip", points: 30, durationSeconds: 900 };

/**
 * Mails a link to set a new password, if the address has a player's account. Answers the same, and does the same work, if it has not.
 * Staff get theirs from the operator, and accounts of the demo have a public one.
 */
export const askReset = async (
  ctx: PublicContext,
  { email }: { email: string },
): Promise<Result<null, RateRefusal>> => {
  for (const [rule, subject] of [
    [ASK_BY_ADDRESS, clientNetwork(ctx.origin.ip)],
    [ASK_BY_EMAIL, email],
  ] as const) {
    const free = await takeRate(rule, subject);
    if (!free.ok) return free;
  }
  const player = await db().player.findUnique({
    where: { email },
    select: { id: true, status: true, demo: true },
  });
  const mine = player && player.status !== "closed" && !player.demo ? player : null;
  await transaction((client) => makeLink(client, "reset_password", { playerId: mine?.id ?? null, email }));
  scheduleRelay();
  return accept(null);
};

const setPassword = statement({
  text: `update player set password_hash = $2,
                email_verified_at = case when email = $3 then coalesce(email_verified_at, clock_timestamp()) else email_verified_at end
          where id = $1`,
  params: [uuid, text, text],
  row: {},
});

/**
 * Sets a new password by the link of a mail, unlocks the account, and ends every session of it. A password that is refused leaves the link as it
 * is. Second factors stay: the link is worth the mailbox, and no more.
 */
export const resetPassword = async (
  ctx: PublicContext,
  { token, password }: ResetPasswordInput,
): Promise<Result<null, ResetPasswordRefusal>> => {
  const free = await takeRate(RESET_BY_ADDRESS, clientNetwork(ctx.origin.ip));
  if (!free.ok) return free;
  const link = await findLink("reset_password", token);
  if (!link) return refuse({ code: "link_invalid" });
  const player = await db().player.findUniqueOrThrow({
    where: { id: link.playerId },
    select: { email: true, displayName: true },
  });
  const reason = await faultOfPassword(password, player);
  if (reason) return refuse({ code: "password_weak", reason });
  const passwordHash = await hashPassword(password);
  const playerId = await transaction(async (client) => {
    const taken = await takeLink(client, "reset_password", token);
    if (!taken) return null;
    await setPassword.run([taken.playerId, passwordHash, taken.email], client);
    await voidLinks(client, taken.playerId, "reset_password");
    await unlockAccount(taken.playerId, client);
    await revoke(taken.playerId, { by: taken.playerId }, client);
    await publish(client, playerPasswordChanged, { playerId: taken.playerId, changeId: uuidv7() });
    return taken.playerId;
  });
  if (!playerId) return refuse({ code: "link_invalid" });
  await noticeRevoked(playerId, null);
  scheduleRelay();
  return accept(null);
};
