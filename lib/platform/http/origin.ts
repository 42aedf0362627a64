const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

const parse = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/**
 * Whether a browser page of this origin may act on the site: only the site's own origin; on one machine the names of
 * loopback count as one. A missing origin and "null" may not.
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
 * The host name under which the browser loaded the page: the site's own, whatever host a proxy names; on one machine
 * the loopback name of the request.
 */
export const pageHost = (host: string | null, publicUrl: string): string => {
  const site = new URL(publicUrl).hostname;
  const asked = parse(`http://${host}`)?.hostname ?? "";
  return LOOPBACK.has(site) && LOOPBACK.has(asked) ? asked : site;
};

const SITE = "http://site.invalid";

const decoded = (path: string): string | null => {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
};

/**
 * A path on this site to return to, or the fallback. Resolved as a browser would, after dots and percent signs:
 * refuses whatever could be read as another site ("//host", "/\\host", "/.//host", "/%2e//host"), control characters
 * and schemes.
 */
export const safePath = (next: unknown, fallback = "/"): string => {
  if (typeof next !== "string" || !/^\/[\x21-\x7e]*$/.test(next) || !URL.canParse(next, SITE))
    return fallback;
  const { origin, pathname, search, hash } = new URL(next, SITE);
  if (next.includes("\\") || origin !== SITE) return fallback;
  const path = decoded(pathname);
  if (path === null || /^\/\/|[\\\p{Cc}]/u.test(path)) return fallback;
  return pathname + search + hash;
};
