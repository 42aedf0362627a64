import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "#lib/platform/config/env.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { type RateRule, takeRate } from "#lib/platform/http/rate-limit.ts";
import { isWorkDone } from "#lib/platform/proof-of-work/protocol.ts";

/** About a second of a phone's time; sixty-five thousand hashes on average. */
const BITS = 16;
const LASTS_MS = 120_000;
/** A challenge is good for one try. */
const ONCE: RateRule = { name: "sign-in-proof", points: 1, durationSeconds: 300 };

const seal = (text: string, email: string, network: string): Buffer =>
  createHmac("sha256", env().AUTH_SECRET).update(`sign-in-challenge\n${text}\n${email}\n${network}`).digest();

/** Work for whoever wants to sign in to this account from this network while others guess at it. Nothing is stored. */
export const makeChallenge = async (email: string, network: string): Promise<string> => {
  const text = `${BITS}.${(await databaseNowMs()) + LASTS_MS}.${randomBytes(12).toString("base64url")}`;
  return `${text}.${seal(text, email, network).toString("base64url")}`;
};

/** Whether the work of a challenge for this account and network was done, in time and for the first time. */
export const isProved = async (proof: string, email: string, network: string): Promise<boolean> => {
  const challenge = proof.slice(0, Math.max(0, proof.lastIndexOf(":")));
  const at = challenge.lastIndexOf(".");
  const text = challenge.slice(0, Math.max(0, at));
  const [expected, given] = [seal(text, email, network), Buffer.from(challenge.slice(at + 1), "base64url")];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  if (Number(text.split(".")[1]) < (await databaseNowMs()) || !isWorkDone(proof)) return false;
  return (await takeRate(ONCE, challenge)).ok;
};
