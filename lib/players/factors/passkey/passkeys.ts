import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import {
  array,
  bool,
  int8,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { log } from "#lib/platform/observability/log.ts";
import type { Identity } from "../../sessions.ts";
import { asksSecondFactor, holdFactors, type LastFactorRefusal, letGo } from "../enrolled.ts";
import { makeCodes, storeCodes } from "../recovery.ts";
import { descriptorsOf, relyingParty, userHandleOf } from "./assertion.ts";
import { CHALLENGE_SECONDS, isChallenge, makeChallenge, useChallenge } from "./challenge.ts";
import { readRegistration } from "./response.ts";

/** More than anybody has devices. */
export const PASSKEYS_MAX = 20;

export type PasskeyView = {
  id: string;
  name: string;
  /** Whether its holder's other devices have it too. */
  synced: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
};

const list = statement({
  text: `select id, name, synced, created_at, last_used_at from passkey
          where player_id = $1 or staff_id = $1 order by created_at desc`,
  params: [uuid],
  row: { id: uuid, name: text, synced: bool, created_at: timestamptz, last_used_at: nullable(timestamptz) },
});

/** The passkeys of an account, the newest first. */
export const passkeysOf = async ({ id }: Identity): Promise<PasskeyView[]> =>
  (await list.all([id])).map(({ created_at, last_used_at, ...passkey }) => ({
    ...passkey,
    createdAt: created_at,
    lastUsedAt: last_used_at,
  }));

/**
 * What a browser makes a passkey from. The person must be verified by the authenticator, which keeps the passkey, so that it signs in
 * without a password or a name; one that already has a passkey of the account makes no other.
 */
export const beginPasskey = async (
  account: Identity,
  { email, displayName }: { email: string; displayName: string },
) =>
  generateRegistrationOptions({
    rpName: "Evens",
    rpID: relyingParty().id,
    userID: new Uint8Array(Buffer.from(userHandleOf(account.id), "base64url")),
    userName: email,
    userDisplayName: displayName,
    challenge: await makeChallenge(`add ${account.id}`),
    excludeCredentials: await descriptorsOf(account),
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    timeout: CHALLENGE_SECONDS * 1_000,
  });

const insert = statement({
  text: `
    insert into passkey (id, player_id, staff_id, credential_id, public_key, counter, transports, synced, name)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9
     where (select count(*) from passkey where player_id = $2 or staff_id = $3) < ${PASSKEYS_MAX}
    on conflict (credential_id) do nothing`,
  params: [uuid, nullable(uuid), nullable(uuid), text, text, int8, array(text), bool, text],
  row: {},
});

export type AddPasskeyRefusal = { code: "wrong_answer" } | { code: "too_many_passkeys" };

/**
 * Adds the passkey that a browser has made. Returns its id, and the recovery codes if it is the account's first second factor.
 * `record` writes what happened in the same transaction.
 */
export const addPasskey = async (
  account: Identity,
  { response: given, name }: { response: string; name: string },
  record: (client: pg.PoolClient, first: boolean) => Promise<void>,
): Promise<Result<{ passkeyId: string; recoveryCodes: string[] | null }, AddPasskeyRefusal>> => {
  const response = readRegistration(given);
  if (!response) return refuse({ code: "wrong_answer" });
  const { id: rpId, origin } = relyingParty();
  let challenge = "";
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (asked) => {
      challenge = asked;
      return isChallenge(asked, `add ${account.id}`);
    },
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
  }).catch((error: Error) => {
    log.info({ accountId: account.id, reason: error.message }, "a new passkey is refused");
    return null;
  });
  if (!verified?.verified) return refuse({ code: "wrong_answer" });
  const { credential, credentialBackedUp } = verified.registrationInfo;
  // Hashed before the transaction, which it would hold up.
  const codes = await makeCodes();
  const passkeyId = uuidv7();
  const owner = account.kind === "player" ? ([account.id, null] as const) : ([null, account.id] as const);
  return transaction(async (client) => {
    await holdFactors(account, client);
    if (!(await useChallenge(challenge, client))) return refuse({ code: "wrong_answer" });
    const first = !(await asksSecondFactor(account, client));
    const added = await insert.run(
      [
        passkeyId,
        ...owner,
        credential.id,
        Buffer.from(credential.publicKey).toString("base64url"),
        credential.counter,
        response.response.transports ?? [],
        credentialBackedUp,
        name,
      ],
      client,
    );
    if (added === 0) return refuse({ code: "too_many_passkeys" });
    if (first) await storeCodes(account, codes, client);
    await record(client, first);
    return accept({ passkeyId, recoveryCodes: first ? codes.shown : null });
  });
};

const rename = statement({
  text: "update passkey set name = $3 where id = $2 and (player_id = $1 or staff_id = $1)",
  params: [uuid, uuid, text],
  row: {},
});

export type UnknownPasskey = { code: "unknown_passkey" };

export const renamePasskey = async (
  { id }: Identity,
  { passkeyId, name }: { passkeyId: string; name: string },
  client: pg.PoolClient,
): Promise<Result<null, UnknownPasskey>> =>
  (await rename.run([id, passkeyId, name], client)) > 0 ? accept(null) : refuse({ code: "unknown_passkey" });

const find = statement({
  text: "select name from passkey where id = $2 and (player_id = $1 or staff_id = $1)",
  params: [uuid, uuid],
  row: { name: text },
});

const remove = statement({
  text: "delete from passkey where id = $2 and (player_id = $1 or staff_id = $1)",
  params: [uuid, uuid],
  row: {},
});

/** Removes a passkey, unless nothing would be left to sign in with. Returns its name. */
export const removePasskey = async (
  account: Identity,
  passkeyId: string,
  client: pg.PoolClient,
): Promise<Result<{ name: string }, UnknownPasskey | LastFactorRefusal>> => {
  await holdFactors(account, client);
  const found = await find.first([account.id, passkeyId], client);
  if (!found) return refuse({ code: "unknown_passkey" });
  const mayGo = await letGo(account, "passkey", client);
  if (!mayGo.ok) return mayGo;
  await remove.run([account.id, passkeyId], client);
  return accept(found);
};
