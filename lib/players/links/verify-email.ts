import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import type { LinkRefusal } from "../errors.ts";
import { makeLink, takeLink } from "./link.ts";

const verify = statement({
  text: "update player set email_verified_at = clock_timestamp() where id = $1 and email = $2",
  params: [uuid, text],
  row: {},
});

const unverified = statement({
  text: "select email from player where id = $1 and email_verified_at is null",
  params: [uuid],
  row: { email: text },
});

/** Takes the link of the mail to a new player. It proves the address that it was sent to, if that is still the player's. */
export const verifyEmail = (token: string): Promise<Result<null, LinkRefusal>> =>
  transaction(async (client) => {
    const link = await takeLink(client, "verify_email", token);
    if (!link) return refuse({ code: "link_invalid" });
    const verified = await verify.run([link.playerId, link.email], client);
    return verified > 0 ? accept(null) : refuse({ code: "link_invalid" });
  });

/** Sends the mail again. Earlier ones keep working, because mails arrive in any order. */
export const resendVerification = async ({
  playerId,
}: PlayerContext): Promise<Result<null, { code: "already_verified" }>> => {
  const player = await unverified.first([playerId]);
  if (!player) return refuse({ code: "already_verified" });
  await transaction((client) => makeLink(client, "verify_email", { playerId, email: player.email }));
  scheduleRelay();
  return accept(null);
};
