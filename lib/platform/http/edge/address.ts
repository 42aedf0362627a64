import { isIP } from "node:net";

const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
const WITH_PORT = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/;
const BRACKETED = /^\[([^\]]+)\](?::\d{1,5})?$/;
/** An IPv6 address with a dotted end is the longest: 45 characters, and a port or brackets around it. */
const TEXT_MAX = 64;

/** The eight groups of an IPv6 address that `isIP` accepts. */
const groupsOf = (address: string): number[] => {
  // The parser of URLs expands nothing, but writes a dotted end as two groups.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: zeros }, () => "0"), ...right].map((group) =>
    Number.parseInt(group, 16),
  );
};

/**
 * An IP address in one canonical form, or null for anything else. A port and the brackets around IPv6 are dropped, an IPv4
 * address mapped into IPv6 is written as IPv4.
 */
export const parseAddress = (text: string | undefined): string | null => {
  const given = text?.trim() ?? "";
  if (given === "" || given.length > TEXT_MAX) return null;
  const bare = WITH_PORT.exec(given)?.[1] ?? BRACKETED.exec(given)?.[1] ?? given;
  const version = isIP(bare);
  if (version === 4) return bare;
  if (version !== 6 || bare.includes("%")) return null;
  const mapped = MAPPED.exec(bare)?.[1];
  if (mapped && isIP(mapped) === 4) return mapped;
  const groups = groupsOf(bare);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  }
  return new URL(`http://[${bare}]`).hostname.slice(1, -1);
};

/**
 * The address of the client: the socket's, or behind trusted proxies the entry of X-Forwarded-For that the outermost
 * of them wrote. Each trusted proxy appends the address that it saw, so everything left of that entry was written by
 * the client.
 * @param hops how many of the operator's proxies a request passes
 */
export const clientAddress = (
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string => {
  const direct = parseAddress(socketAddress) ?? "unknown";
  if (hops === 0 || !forwardedFor) return direct;
  const entries = forwardedFor.split(",").slice(-hops);
  return parseAddress(entries[0]) ?? direct;
};

const network = (address: string, bits: 48 | 64): string => {
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address).slice(0, bits / 16);
  return `${groups.map((group) => group.toString(16)).join(":")}::/${bits}`;
};

/** What a limit by address counts as one client: an IPv4 address, or the /64 of an IPv6 address, which is one line. */
export const clientNetwork = (address: string): string => network(address, 64);

/** What a provider may give to one customer: an IPv4 address, or a /48 of IPv6. */
export const siteNetwork = (address: string): string => network(address, 48);

export const isLoopback = (address: string | undefined): boolean => {
  const parsed = parseAddress(address);
  return parsed === "::1" || (parsed?.startsWith("127.") ?? false);
};
