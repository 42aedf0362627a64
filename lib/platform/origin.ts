const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

const parse = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/**
 * Whether a browser page of this origin may act on the site. The site's own origin may; on one machine the names of
 * loopback count as one. A missing origin, "null" and every other one may not.
 */
export const originAllowed = (origin: string | null | undefined, publicUrl: string): boolean => {
  const from = parse(origin ?? "");
  const site = parse(publicUrl);
  if (!from || !site) return false;
  if (from.origin === site.origin) return true;
  return (
    from.protocol === site.protocol &&
    from.port === site.port &&
    LOOPBACK.has(from.hostname) &&
    LOOPBACK.has(site.hostname)
  );
};

/**
 * The address that the nearest proxy saw: the last entry of X-Forwarded-For, because everything left of it is what the
 * client said about itself.
 */
export const clientAddress = (forwardedFor: string | null | undefined): string =>
  forwardedFor?.split(",").at(-1)?.trim() || "unknown";

/**
 * A path on this site to go back to, or the fallback. Refuses whatever a browser could read as another site:
 * "//host", "/\host", control characters, schemes.
 */
export const safePath = (next: unknown, fallback = "/"): string => {
  if (typeof next !== "string" || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes("\\"))
    return fallback;
  const url = new URL(next, "http://site.invalid");
  return url.host === "site.invalid" ? url.pathname + url.search + url.hash : fallback;
};
