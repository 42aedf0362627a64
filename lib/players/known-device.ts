import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "#lib/platform/config/env.ts";

/** A year. A browser that signs in is known from then on. */
export const KNOWN_DEVICE_SECONDS = 31_536_000;

const ID = /^[\w-]{22}$/;

const seal = (id: string, email: string): Buffer =>
  createHmac("sha256", env().AUTH_SECRET).update(`known-device\n${id}\n${email}`).digest();

/**
 * What a browser that has signed in to this account keeps, so that guesses of others at the account do not slow its owner
 * down. It proves nothing else: the password is asked for all the same. After OWASP, "Device cookies".
 */
export const issueDeviceToken = (email: string): string => {
  const id = randomBytes(16).toString("base64url");
  return `${id}.${seal(id, email).toString("base64url")}`;
};

/** The id of a browser that has signed in to this account before, or null. */
export const knownDevice = (token: string | null | undefined, email: string): string | null => {
  const [id = "", given = "", more] = (token ?? "").split(".");
  if (!ID.test(id) || more !== undefined) return null;
  const [expected, sealed] = [seal(id, email), Buffer.from(given, "base64url")];
  return sealed.length === expected.length && timingSafeEqual(sealed, expected) ? id : null;
};
