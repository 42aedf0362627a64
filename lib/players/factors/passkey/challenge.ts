import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type pg from "pg";
import { env } from "#lib/platform/config/env.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { float8, statement, text } from "#lib/platform/database/statement.ts";

/** How long a browser may take to answer. */
export const CHALLENGE_SECONDS = 300;

/**
 * What a challenge may be used for: to sign in as whoever answers, or by one account, to prove who it is or to add a passkey. An
 * answer to one is no answer to another.
 */
export type Purpose = "sign-in" | `prove ${string}` | `add ${string}`;

const seal = (text: string, purpose: Purpose): Buffer =>
  createHmac("sha256", env().AUTH_SECRET).update(`passkey-challenge\n${text}\n${purpose}`).digest();

/** A challenge for an authenticator. Signed, so that nothing is stored until it is answered: visitors ask for many. */
export const makeChallenge = async (purpose: Purpose): Promise<string> => {
  const expires = (await databaseNowMs()) + CHALLENGE_SECONDS * 1_000;
  const text = `${expires}.${randomBytes(16).toString("base64url")}`;
  return `${text}.${seal(text, purpose).toString("base64url")}`;
};

const plain = (challenge: string): string => Buffer.from(challenge, "base64url").toString();

/** Whether a challenge, in base64url as authenticators return it, was made here for this purpose and is not too old. */
export const isChallenge = async (challenge: string, purpose: Purpose): Promise<boolean> => {
  const read = plain(challenge);
  const at = read.lastIndexOf(".");
  const text = read.slice(0, Math.max(0, at));
  const [expected, given] = [seal(text, purpose), Buffer.from(read.slice(at + 1), "base64url")];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return Number(text.split(".")[0]) > (await databaseNowMs());
};

// Nothing is compared with an older answer after it has expired.
const use = statement({
  text: `insert into passkey_challenge_used (challenge, expires_at) values ($1, clock_timestamp() + make_interval(secs => $2))
         on conflict (challenge) do nothing`,
  params: [text, float8],
  row: {},
});

/** Uses a challenge up: true for one of those who answer it at once. */
export const useChallenge = async (challenge: string, client: pg.PoolClient): Promise<boolean> =>
  (await use.run([plain(challenge), CHALLENGE_SECONDS], client)) > 0;

const forget = statement({
  text: "delete from passkey_challenge_used where expires_at < clock_timestamp()",
  params: [],
  row: {},
});

/** Deletes answered challenges that are too old to be answered again. */
export const forgetChallenges = (): Promise<number> => forget.run([]);
