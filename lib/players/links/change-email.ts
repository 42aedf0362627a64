import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { db, sqlStateOf } from "#lib/platform/database/db.ts";
import { bool, float8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import type { ChangeEmailRefusal, LinkRefusal } from "../errors.ts";
import { NOBODYS_HASH } from "../password.ts";
import type { ChangeEmailInput } from "../schema.ts";
import { noticeRevoked, revoke } from "../sessions.ts";
import { isTaken } from "./email-taken.ts";
import { makeLink, takeEmailLink, voidLinks } from "./link.ts";

/** How long after a change the next one has to wait: whoever took the account over cannot bury the way back. */
export const COOL_OFF_SECONDS = 3 * 24 * 3_600;

const UNIQUE_VIOLATION = "23505";

const changedLately = statement({
  text: `select exists (select from account_link where player_id = $1 and kind = 'undo_email_change'
                           and created_at > clock_timestamp() - make_interval(secs => $2)) as lately`,
  params: [uuid, float8],
  row: { lately: bool },
});

/** Mails a link to the new address. Nothing changes until it is used. */
export const changeEmail = async (
  { playerId }: PlayerContext,
  { email }: ChangeEmailInput,
): Promise<Result<null, ChangeEmailRefusal>> => {
  const player = await db().player.findUniqueOrThrow({
    where: { id: playerId },
    select: { demo: true },
  });
  if (player.demo) return refuse({ code: "demo_account" });
  if (await isTaken(email)) return refuse({ code: "email_taken" });
  if ((await changedLately.first([playerId, COOL_OFF_SECONDS]))?.lately)
    return refuse({ code: "email_changed_recently" });
  await transaction(async (client) => {
    await voidLinks(client, playerId, "change_email");
    await makeLink(client, "change_email", { playerId, email });
  });
  scheduleRelay();
  return accept(null);
};

const orTaken = async <T>(
  work: () => Promise<T>,
): Promise<T | { ok: false; refusal: { code: "email_taken" } }> => {
  try {
    return await work();
  } catch (error) {
    if (sqlStateOf(error) === UNIQUE_VIOLATION) return refuse({ code: "email_taken" });
    throw error;
  }
};

/** Makes the address of the link the player's, and mails a way back to the one before. Links that went there stop working. */
export const confirmNewEmail = async (
  token: string,
): Promise<Result<null, LinkRefusal | { code: "email_taken" }>> => {
  const changed = await orTaken(() =>
    transaction(async (client): Promise<Result<null, LinkRefusal>> => {
      const link = await takeEmailLink(client, "change_email", token);
      if (!link) return refuse({ code: "link_invalid" });
      const { playerId } = link;
      await voidLinks(client, playerId, "reset_password", "verify_email");
      await makeLink(client, "undo_email_change", { playerId, email: link.oldEmail });
      return accept(null);
    }),
  );
  scheduleRelay();
  return changed;
};

const lockOut = statement({
  text: "update player set password_hash = $2 where id = $1",
  params: [uuid, text],
  row: {},
});

/**
 * Gives the account back to the address that it had. Whoever changed it knew the password and may be signed in: every session ends, the
 * password stops working, and a link to set a new one goes to the address.
 */
export const undoEmailChange = async (token: string): Promise<Result<null, LinkRefusal>> => {
  const playerId = await transaction(async (client) => {
    const link = await takeEmailLink(client, "undo_email_change", token);
    if (!link) return null;
    await lockOut.run([link.playerId, NOBODYS_HASH], client);
    await voidLinks(
      client,
      link.playerId,
      "reset_password",
      "verify_email",
      "change_email",
      "undo_email_change",
    );
    await makeLink(client, "reset_password", link);
    await revoke(link.playerId, { by: link.playerId }, client);
    return link.playerId;
  });
  if (!playerId) return refuse({ code: "link_invalid" });
  await noticeRevoked(playerId, null);
  scheduleRelay();
  return accept(null);
};
