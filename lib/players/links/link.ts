import { createHash, createHmac } from "node:crypto";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { env } from "#lib/platform/config/env.ts";
import {
  array,
  float8,
  nullable,
  statement,
  text,
  uuid,
  withoutNulls,
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { accountLinkMade } from "../events.ts";

export type LinkKind = "verify_email" | "reset_password" | "change_email" | "undo_email_change";

const HOUR_SECONDS = 3_600;

/** How long a link works, and the page that it leads to. */
const LINKS: Readonly<Record<LinkKind, { seconds: number; path: string }>> = {
  verify_email: { seconds: 24 * HOUR_SECONDS, path: "/confirm/email" },
  reset_password: { seconds: HOUR_SECONDS, path: "/reset-password" },
  change_email: { seconds: 24 * HOUR_SECONDS, path: "/confirm/new-email" },
  undo_email_change: { seconds: 7 * 24 * HOUR_SECONDS, path: "/confirm/undo-email" },
};

/** Derived, so that the token is stored nowhere and a mail that is tried again has the same link. */
const tokenOf = (linkId: string): string =>
  createHmac("sha256", env().AUTH_SECRET).update(`account-link\n${linkId}`).digest("base64url");

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Where the link leads on this site. Whoever has it may do what it is for: it belongs into its mail and nowhere else. */
export const linkPath = (kind: LinkKind, linkId: string): string =>
  `${LINKS[kind].path}?token=${tokenOf(linkId)}`;

const insert = statement({
  text: `insert into account_link (id, kind, player_id, email, token_hash, expires_at)
         values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))`,
  params: [uuid, text, nullable(uuid), text, text, float8],
  row: {},
});

/** Makes a link, which a mail takes to this address once the transaction is committed. Call `scheduleRelay` then. */
export const makeLink = async (
  tx: pg.PoolClient,
  kind: LinkKind,
  { playerId, email }: { playerId: string | null; email: string },
): Promise<void> => {
  const id = uuidv7();
  await insert.run([id, kind, playerId, email, hashOf(tokenOf(id)), LINKS[kind].seconds], tx);
  await publish(tx, accountLinkMade, { linkId: id });
};

/** What a link is about. */
export type Link = { playerId: string; email: string };

const USABLE = `l.kind = $1 and l.token_hash = $2 and l.used_at is null and l.expires_at > clock_timestamp()`;

const peek = statement({
  text: `select l.player_id as "playerId", l.email from account_link l
           join player p on p.id = l.player_id and p.status <> 'closed' where ${USABLE}`,
  params: [text, text],
  row: { playerId: withoutNulls(uuid), email: text },
});

const take = statement({
  text: `update account_link l set used_at = clock_timestamp() from player p
          where p.id = l.player_id and p.status <> 'closed' and ${USABLE}
          returning p.id as "playerId", l.email`,
  params: [text, text],
  row: { playerId: uuid, email: text },
});

const takeEmail = statement({
  text: `select player_id as "playerId", email, old_email as "oldEmail" from take_email_link($1, $2)`,
  params: [text, text],
  row: { playerId: uuid, email: text, oldEmail: text },
});

/** Uses the link up, for one of those who try at once, and makes its address the account's. */
export const takeEmailLink = async (
  tx: pg.PoolClient,
  kind: "change_email" | "undo_email_change",
  token: string,
): Promise<(Link & { oldEmail: string }) | undefined> => takeEmail.first([kind, hashOf(token)], tx);

/** The link of this token, unless it was used or is too old. Leaves it as it is. */
export const findLink = async (kind: LinkKind, token: string): Promise<Link | undefined> =>
  peek.first([kind, hashOf(token)]);

/** Uses the link up, for one of those who try at once. */
export const takeLink = async (tx: pg.PoolClient, kind: LinkKind, token: string): Promise<Link | undefined> =>
  take.first([kind, hashOf(token)], tx);

const voiding = statement({
  text: `update account_link set used_at = clock_timestamp()
          where player_id = $1 and kind = any($2) and used_at is null`,
  params: [uuid, array(text)],
  row: {},
});

/** Makes the player's open links of these kinds worthless. */
export const voidLinks = async (tx: pg.PoolClient, playerId: string, ...kinds: LinkKind[]): Promise<void> => {
  await voiding.run([playerId, kinds], tx);
};

const mailing = statement({
  text: `select id, player_id as "playerId", email from account_link
          where id = any($1) and kind = $2 and player_id is not null and used_at is null and expires_at > clock_timestamp()`,
  params: [array(uuid), text],
  row: { id: uuid, playerId: withoutNulls(uuid), email: text },
});

/** Those of the links that are of this kind, are somebody's, and still work. */
export const linksToMail = (kind: LinkKind, ids: readonly string[]): Promise<(Link & { id: string })[]> =>
  mailing.all([[...ids], kind]);

const forget = statement({
  text: "delete from account_link where expires_at < clock_timestamp() - make_interval(secs => $1)",
  params: [float8],
  row: {},
});

/** Deletes links that are long over. */
export const forgetLinks = (): Promise<number> => forget.run([24 * HOUR_SECONDS]);
