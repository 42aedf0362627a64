import { createHmac, timingSafeEqual } from "node:crypto";
import { isUuid } from "#lib/core/id.ts";
import { env } from "#lib/platform/config/env.ts";

/** A year. A browser that signs in is known from then on. */
export const KNOWN_DEVICE_SECONDS = 31_536_000;

const seal = (id: string): Buffer =>
  createHmac("sha256", env().AUTH_SECRET).update(`known-device\n${id}`).digest();

/**
 * What a browser keeps by which it is recognised. It proves nothing: which accounts it has signed in to is in the database, and the
 * password is asked for all the same. After OWASP, "Device cookies".
 */
export const issueDeviceToken = (deviceId: string): string =>
  `${deviceId}.${seal(deviceId).toString("base64url")}`;

/** The id of the browser in a token that was issued here, or null. */
export const deviceIn = (token: string | null | undefined): string | null => {
  const [id = "", given = "", more] = (token ?? "").split(".");
  if (!isUuid(id) || id !== id.toLowerCase() || more !== undefined) return null;
  const [expected, sealed] = [seal(id), Buffer.from(given, "base64url")];
  return sealed.length === expected.length && timingSafeEqual(sealed, expected) ? id : null;
};
