import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { nullable, statement, text, timestamptz, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { playerSignInLinked } from "../events.ts";
import { holdFactors, type LastFactorRefusal, letGo } from "../factors/enrolled.ts";
import { issuers } from "./issuers.ts";

/** Who somebody is at an issuer. The issuer vouches for the subject; what it says of an email address decides nothing here. */
export type OidcIdentity = { issuer: string; subject: string; email: string | null };

const find = statement({
  text: `update oidc_identity set last_used_at = clock_timestamp(), email = $3 where issuer = $1 and subject = $2 returning player_id`,
  params: [text, text, nullable(text)],
  row: { player_id: uuid },
});

/** The player whose account this identity opens, or null. Noted as used. */
export const playerOfIdentity = async ({ issuer, subject, email }: OidcIdentity): Promise<string | null> =>
  (await find.first([issuer, subject, email]))?.player_id ?? null;

const insert = statement({
  text: `insert into oidc_identity (issuer, subject, player_id, email) values ($1, $2, $3, $4) on conflict do nothing`,
  params: [text, text, uuid, nullable(text)],
  row: {},
});

/** Gives a new account its identity, in the transaction that makes it. False where another account has it. */
export const storeIdentity = async (
  playerId: string,
  { issuer, subject, email }: OidcIdentity,
  client: pg.PoolClient,
): Promise<boolean> => (await insert.run([issuer, subject, playerId, email], client)) > 0;

export type LinkIdentityRefusal = { code: "identity_taken" };

/** Lets this identity open the account of a player who is signed in and has proved who it is. One of each issuer. */
export const linkIdentity = async (
  playerId: string,
  identity: OidcIdentity,
): Promise<Result<null, LinkIdentityRefusal>> => {
  const linked = await transaction(async (client) => {
    await holdFactors({ kind: "player", id: playerId }, client);
    if (!(await storeIdentity(playerId, identity, client))) return false;
    await publish(client, playerSignInLinked, { playerId, changeId: uuidv7(), linked: true });
    return true;
  });
  scheduleRelay();
  if (linked) return accept(null);
  return (await playerOfIdentity(identity)) === playerId ? accept(null) : refuse({ code: "identity_taken" });
};

const remove = statement({
  text: "delete from oidc_identity where player_id = $1 and issuer = $2",
  params: [uuid, text],
  row: {},
});

export type UnlinkIdentityRefusal = { code: "unknown_identity" } | LastFactorRefusal;

/** Takes an identity from an account, unless nothing would be left to sign in with. */
export const unlinkIdentity = async (
  playerId: string,
  issuer: string,
  client: pg.PoolClient,
): Promise<Result<null, UnlinkIdentityRefusal>> => {
  const account = { kind: "player", id: playerId } as const;
  await holdFactors(account, client);
  const mayGo = await letGo(account, "identity", client);
  if (!mayGo.ok) return mayGo;
  if ((await remove.run([playerId, issuer], client)) === 0) return refuse({ code: "unknown_identity" });
  await publish(client, playerSignInLinked, { playerId, changeId: uuidv7(), linked: false });
  return accept(null);
};

const list = statement({
  text: "select issuer, email, created_at from oidc_identity where player_id = $1",
  params: [uuid],
  row: { issuer: text, email: nullable(text), created_at: timestamptz },
});

export type IdentityLink = {
  id: string;
  issuer: string;
  /** What the issuer is called. */
  name: string;
  linked: { email: string | null; since: Date } | null;
};

/** Every issuer of the site, with the player's identity there, if one is linked. */
export const identitiesOf = async (playerId: string): Promise<IdentityLink[]> => {
  const linked = new Map((await list.all([playerId])).map((row) => [row.issuer, row]));
  return issuers().map(({ id, issuer, name }) => {
    const row = linked.get(issuer);
    return { id, issuer, name, linked: row ? { email: row.email, since: row.created_at } : null };
  });
};
