import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { env } from "#lib/platform/config/env.ts";
import { array, bool, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { log } from "#lib/platform/observability/log.ts";
import type { Identity } from "../../sessions.ts";
import type { Factor, FactorRefusal } from "../factor.ts";
import { CHALLENGE_SECONDS, isChallenge, makeChallenge, type Purpose, useChallenge } from "./challenge.ts";
import { readAssertion } from "./response.ts";

/** Passkeys belong to the host of the site: on another one they do not work. */
export const relyingParty = () => {
  const { hostname, origin } = new URL(env().PUBLIC_URL);
  return { id: hostname, origin };
};

/** What a passkey carries to say whose it is. It tells nothing: the account's id. */
export const userHandleOf = (accountId: string): string =>
  Buffer.from(accountId.replaceAll("-", ""), "hex").toString("base64url");

const ofAccount = statement({
  text: "select credential_id, transports from passkey where player_id = $1 or staff_id = $1 order by created_at",
  params: [uuid],
  row: { credential_id: text, transports: array(text) },
});

/** The passkeys of an account, as browsers are told of them. */
export const descriptorsOf = async ({ id }: Identity) =>
  (await ofAccount.all([id])).map(({ credential_id, transports }) => ({
    id: credential_id,
    transports: transports as AuthenticatorTransport[],
  }));

type AuthenticatorTransport = "ble" | "hybrid" | "internal" | "nfc" | "usb";

const optionsFor = async (
  purpose: Purpose,
  allowed: Awaited<ReturnType<typeof descriptorsOf>>,
): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: await makeChallenge(purpose),
    allowCredentials: allowed,
    userVerification: "required",
    timeout: CHALLENGE_SECONDS * 1_000,
  });

/** What a browser asks any passkey of this site for, to sign in with it alone. */
export const signInOptions = (): Promise<PublicKeyCredentialRequestOptionsJSON> => optionsFor("sign-in", []);

/** What a browser asks a passkey of this account for. */
export const proofOptions = async (account: Identity): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  optionsFor(`prove ${account.id}`, await descriptorsOf(account));

const find = statement({
  text: "select id, player_id, staff_id, public_key, counter, transports from passkey where credential_id = $1",
  params: [text],
  row: {
    id: uuid,
    player_id: nullable(uuid),
    staff_id: nullable(uuid),
    public_key: text,
    counter: int8,
    transports: array(text),
  },
});

// Compare and set: the counter that was checked is still the stored one.
const use = statement({
  text: `update passkey set counter = $3, synced = $4, last_used_at = clock_timestamp() where id = $1 and counter = $2`,
  params: [uuid, int8, int8, bool],
  row: {},
});

const WRONG = { code: "wrong_answer" } as const;

/**
 * Whose passkey answered a challenge that was made for `purpose`. Holds that the person was verified (by finger, face or PIN), that
 * the passkey says itself whose it is, that its counter went on, and that the challenge was not answered before.
 */
const verify = async (answer: string, purpose: Purpose): Promise<Result<Identity, FactorRefusal>> => {
  const response = readAssertion(answer);
  const passkey = response && (await find.first([response.id]));
  if (!passkey) return refuse(WRONG);
  const id = passkey.player_id ?? passkey.staff_id ?? "";
  const { userHandle } = response.response;
  // Without a list of passkeys to choose from, an answer always has it.
  if (userHandle === undefined ? purpose === "sign-in" : userHandle !== userHandleOf(id))
    return refuse(WRONG);
  const { id: rpId, origin } = relyingParty();
  let challenge = "";
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (given) => {
      challenge = given;
      return isChallenge(given, purpose);
    },
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: Buffer.from(passkey.public_key, "base64url"),
      counter: Number(passkey.counter),
      transports: passkey.transports as AuthenticatorTransport[],
    },
  }).catch((error: Error) => {
    // Among others a counter that went back: a copied authenticator, which only its owner can tell from the original.
    log.warn(
      { passkeyId: passkey.id, accountId: id, reason: error.message },
      "a passkey's answer is refused",
    );
    return null;
  });
  if (!verified?.verified) return refuse(WRONG);
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  const used = await transaction(
    async (client) =>
      (await useChallenge(challenge, client)) &&
      (await use.run([passkey.id, passkey.counter, newCounter, credentialBackedUp], client)) > 0,
  );
  return used ? accept({ kind: passkey.player_id ? "player" : "staff", id }) : refuse(WRONG);
};

/** Whose passkey signs in with this answer. */
export const verifySignIn = (answer: string): Promise<Result<Identity, FactorRefusal>> =>
  verify(answer, "sign-in");

/** Passkeys of the account. The answer is the browser's, as JSON. */
export const passkeyFactor: Factor = {
  kind: "passkey",
  offered: async ({ id }) => (await ofAccount.first([id])) !== undefined,
  verify: async ({ id }, answer) => {
    const verified = await verify(answer, `prove ${id}`);
    if (!verified.ok) return verified;
    return verified.value.id === id ? accept(null) : refuse(WRONG);
  },
};
