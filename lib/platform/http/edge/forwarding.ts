import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { clientAddress, isLoopback } from "./address.ts";

/** What the edge says of a request to the pages behind it. A request that arrives with such a header loses it. */
const INTERNAL = "x-evens-";
/** "true" on a request that a process of this machine made itself, past every proxy. */
export const LOCAL_HEADER = `${INTERNAL}local`;

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
 */
export const settleForwarding = ({ headers, socket }: IncomingMessage, hops: number): void => {
  const { remoteAddress } = socket;
  const forwarded = ["x-forwarded-for", ...FORWARDED].some((name) => headers[name] !== undefined);
  for (const name of Object.keys(headers)) if (name.startsWith(INTERNAL)) delete headers[name];
  if (!forwarded && isLoopback(remoteAddress)) headers[LOCAL_HEADER] = "true";
  headers["x-forwarded-for"] = clientAddress(remoteAddress, headers["x-forwarded-for"]?.toString(), hops);
  keepTrusted(headers, hops);
};
