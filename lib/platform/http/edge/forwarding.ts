import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { clientAddress, isLoopback } from "./address.ts";

/** The headers in which the edge describes a request to pages. They are removed from incoming requests. */
const INTERNAL = "x-evens-";
/** "true" on a request that a process of this machine made itself, without a proxy. */
export const LOCAL_HEADER = `${INTERNAL}local`;
/** The country that the request came from, where a trusted proxy says so. */
export const COUNTRY_HEADER = `${INTERNAL}country`;

const COUNTRY = /^[A-Z]{2}$/;
/** What proxies write where they do not know: no country, and Tor. */
const NO_COUNTRY = new Set(["XX", "T1", "ZZ"]);

/** The country in a request's headers, behind the edge. */
export const countryIn = (headers: Headers): string | null => headers.get(COUNTRY_HEADER);

const FORWARDED = ["forwarded", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-real-ip"];

const isHost = (text: string): boolean =>
  /^[\w.-]{1,253}(:\d{1,5})?$|^\[[\da-f:]{2,39}\](:\d{1,5})?$/i.test(text);

/** The entry of a list header that the outermost of the trusted proxies wrote, where each of them appends one or writes one. */
const trusted = (header: string | string[] | undefined, hops: number): string =>
  String(header ?? "")
    .split(",")
    .slice(-hops)[0]
    ?.trim() ?? "";

const keepTrusted = (headers: IncomingHttpHeaders, hops: number): void => {
  const host = trusted(headers["x-forwarded-host"], hops);
  const proto = trusted(headers["x-forwarded-proto"], hops);
  for (const name of FORWARDED) delete headers[name];
  if (hops === 0) return;
  if (isHost(host)) headers["x-forwarded-host"] = host;
  if (proto === "http" || proto === "https") headers["x-forwarded-proto"] = proto;
};

/**
 * Leaves of the forwarding headers only what trusted proxies wrote: X-Forwarded-For becomes the client's address alone, and
 * everything that pages read about a request's origin is true from here on.
 * @param hops how many proxies of the operator a request passes
 * @param countryHeader the header in which they name the client's country, if they do
 */
export const settleForwarding = (
  { headers, socket }: IncomingMessage,
  hops: number,
  countryHeader?: string,
): void => {
  const { remoteAddress } = socket;
  const forwarded = ["x-forwarded-for", ...FORWARDED].some((name) => headers[name] !== undefined);
  for (const name of Object.keys(headers)) if (name.startsWith(INTERNAL)) delete headers[name];
  const country = hops > 0 && countryHeader ? String(headers[countryHeader.toLowerCase()] ?? "") : "";
  if (COUNTRY.test(country) && !NO_COUNTRY.has(country)) headers[COUNTRY_HEADER] = country;
  if (!forwarded && isLoopback(remoteAddress)) headers[LOCAL_HEADER] = "true";
  headers["x-forwarded-for"] = clientAddress(remoteAddress, headers["x-forwarded-for"]?.toString(), hops);
  keepTrusted(headers, hops);
};
