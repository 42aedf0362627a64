import { isEncodable } from "#lib/core/text.ts";
import { safePath } from "../origin.ts";

/** next-auth's endpoints take an email, a password, a token and a return address. */
const FIELDS_MAX = 20;
const PRINTABLE = /^[\x20-\x7e]*$/;

/** Whether a return address belongs to this site: a path, or an address with the site's own origin. */
const isOwnAddress = (address: string, publicUrl: string): boolean => {
  if (address === "" || safePath(address, "") !== "") return true;
  if (!URL.canParse(address)) return false;
  const { origin, pathname, search, hash } = new URL(address);
  return origin === new URL(publicUrl).origin && safePath(pathname + search + hash, "") !== "";
};

const fieldsOf = (body: Buffer, contentType: string): [string, unknown][] | null => {
  if (body.length === 0) return [];
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    const text = body.toString();
    return text.split("&", FIELDS_MAX + 1).length > FIELDS_MAX ? null : [...new URLSearchParams(text)];
  }
  if (!/^application\/json\b/i.test(contentType)) return null;
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : null;
  } catch {
    return null;
  }
};

/** Whether next-auth can read the query: a few texts that are safe in a header, with a return address on this site. */
export const isAuthQuery = (query: string, publicUrl: string): boolean => {
  const asked = [...new URLSearchParams(query)];
  return (
    asked.length <= FIELDS_MAX &&
    asked.every(
      ([name, value]) =>
        PRINTABLE.test(name + value) && (name !== "callbackUrl" || isOwnAddress(value, publicUrl)),
    )
  );
};

/** Whether next-auth can read the body: a few named texts, one level deep, with a return address on this site. */
export const isAuthBody = (body: Buffer, contentType: string, publicUrl: string): boolean => {
  const fields = fieldsOf(body, contentType);
  if (!fields || fields.length > FIELDS_MAX) return false;
  return fields.every(([name, value]) => {
    if (!isEncodable(name)) return false;
    if (typeof value === "boolean") return name !== "callbackUrl";
    if (typeof value !== "string" || !isEncodable(value)) return false;
    return name !== "callbackUrl" || isOwnAddress(value, publicUrl);
  });
};

const CALLBACK_COOKIE = /(?:^|;\s*)(?:__Secure-)?next-auth\.callback-url=([^;]*)/g;

/** Whether every return address that next-auth stored in this browser belongs to this site. */
export const areAuthCookies = (cookies: string, publicUrl: string): boolean =>
  [...cookies.matchAll(CALLBACK_COOKIE)].every(([, value = ""]) => {
    try {
      return isOwnAddress(decodeURIComponent(value), publicUrl);
    } catch {
      return false;
    }
  });
