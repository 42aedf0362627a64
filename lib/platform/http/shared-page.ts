import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { log } from "../observability/log.ts";
import { policyWithHashes } from "./content-security.ts";
import type { Handler } from "./handler.ts";
import { type RenderedPage, renderedPage } from "./rendered-page.ts";
import { requestIdOf } from "./request-id.ts";

const PAGES_MAX = 200;
const PAGE_BYTES_MAX = 1_048_576;

/** About one connection or one answer. */
const NOT_SHARED = new Set([
  "x-request-id",
  "date",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "content-encoding",
]);
/** Beside address and cookies, all of a request that a shared page is rendered from. */
const RENDERED_FROM = ["host", "x-forwarded-host", "x-forwarded-proto"];
/** A part of a page, a page behind a password and a conditional request are not shared. */
const NOT_A_WHOLE_PAGE = /^(rsc|next-.*|authorization|range|if-.*)$/;

type Encoding = "br" | "gzip" | "identity";
type Page = { rendered: RenderedPage; bodies: Map<Encoding, Promise<Buffer>> };

type Options = {
  /** Addresses of pages that are the same for everybody. */
  path: RegExp;
  /**
   * Cookies that such a page reads: requests with the same values see the same page. It is rendered without any
   * others.
   */
  cookies: readonly string[];
  /** Cookies that only some of these pages read. */
  cookiesOf?: readonly { name: string; path: RegExp }[];
  /** The session's cookie, and what replaces it when a page is rendered: whether there is one, not whose. */
  session: { cookie: RegExp; mark: string };
  /** How long a page is shown to others, in milliseconds. */
  ageMs: number;
  /** False renders every page per request, from the same reduced input as a shared one. */
  cached: boolean;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const pathOf = (url: string): string => url.split("?", 1)[0] ?? "";

/** Everything that a shared page may read of a browser's cookies, in a fixed order. */
const sharedCookies = (
  { url = "", headers }: IncomingMessage,
  { cookies, cookiesOf = [], session }: Options,
): string => {
  const header = headers.cookie ?? "";
  const pathname = pathOf(url);
  const read = new Set([
    ...cookies,
    ...cookiesOf.flatMap(({ name, path }) => (path.test(pathname) ? [name] : [])),
  ]);
  const pairs = header.split(";").map((pair): [string, string] => {
    const [name = "", value = ""] = pair.trim().split(/=(.*)/s);
    return [name, value];
  });
  const known = new Map(pairs.filter(([name]) => read.has(name)));
  if (pairs.some(([name]) => session.cookie.test(name))) known.set(session.mark, "1");
  return [...known]
    .map(([name, value]) => `${name}=${encodeURIComponent(decoded(value))}`)
    .sort()
    .join("; ");
};

/** Whether a shared page is requested, whole or in part. */
const isShared = ({ method, url = "" }: IncomingMessage, { path }: Options): boolean =>
  (method === "GET" || method === "HEAD") && path.test(pathOf(url));

const isWholePage = ({ method, url = "", headers }: IncomingMessage): boolean =>
  method === "GET" && !url.includes("?") && !Object.keys(headers).some((name) => NOT_A_WHOLE_PAGE.test(name));

const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: promisify(gzip),
  identity: async (body: Buffer) => body,
} satisfies Record<Encoding, (body: Buffer) => Promise<Buffer>>;

/** The best compression that the client accepts. */
const encodingFor = (accepted: string): Encoding => {
  const reads = (name: string): boolean =>
    new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted);
  return reads("br") ? "br" : reads("gzip") ? "gzip" : "identity";
};

const send = async (request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> => {
  const { rendered, bodies } = page;
  const encoding = encodingFor(String(request.headers["accept-encoding"] ?? ""));
  const body = bodies.get(encoding) ?? compress[encoding](rendered.body);
  bodies.set(encoding, body);
  const sent = await body;
  response.statusCode = rendered.status;
  for (const [name, value] of Object.entries(rendered.headers))
    if (value !== undefined && !NOT_SHARED.has(name)) response.setHeader(name, value);
  response.setHeader("x-request-id", requestIdOf(request.headers["x-request-id"]?.toString()));
  if (encoding !== "identity") response.setHeader("content-encoding", encoding);
  response.setHeader("content-length", sent.length);
  response.end(sent);
};

/**
 * Pages that are the same for everybody are rendered once, by `render`, for all requests of a moment: at kick-off
 * there are thousands. A request that arrives while its page is being rendered waits for it; all get the same bytes.
 * Such a page, and every part of it, is rendered from a request without any cookie outside its key, the session's
 * above all, so that nothing personal can get in.
 */
export const sharedPages = (render: RequestListener, options: Options): Handler => {
  const inner = createServer(render);
  const pages = new Map<string, Promise<Page | null>>();

  /** The page, or null if it turns out not to be shareable. */
  const renderFor = async ({ url = "", headers }: IncomingMessage): Promise<Page | null> => {
    const from = ["cookie", ...RENDERED_FROM].flatMap((name) =>
      headers[name] ? [[name, headers[name]]] : [],
    );
    const rendered = await renderedPage(inner, url, Object.fromEntries(from));
    if (rendered.headers["set-cookie"]) return null;
    const policy = rendered.headers["content-security-policy"];
    if (policy)
      rendered.headers["content-security-policy"] = policyWithHashes(
        String(policy),
        rendered.body.toString(),
      );
    return { rendered, bodies: new Map() };
  };

  const isKept = (page: Page | null): boolean =>
    page?.rendered.status === 200 &&
    page.rendered.body.length <= PAGE_BYTES_MAX &&
    String(page.rendered.headers["content-type"]).startsWith("text/html");

  /** The page for this key, rendered for the first request. */
  const pageOf = (key: string, request: IncomingMessage): Promise<Page | null> => {
    const known = pages.get(key);
    if (known) return known;
    const page = renderFor(request);
    if (pages.size >= PAGES_MAX) return page;
    pages.set(key, page);
    const forget = (): void => void pages.delete(key);
    page.then((found) => {
      if (isKept(found)) setTimeout(forget, options.ageMs).unref();
      else forget();
    }, forget);
    return page;
  };

  return (request, response, next) => {
    if (!isShared(request, options)) return next();
    const { headers } = request;
    const cookie = sharedCookies(request, options);
    if (cookie) headers.cookie = cookie;
    else delete headers.cookie;
    if (!options.cached || !isWholePage(request)) return next();
    const key = JSON.stringify([request.url, cookie, ...RENDERED_FROM.map((name) => headers[name])]);
    pageOf(key, request)
      .then((page) => (page ? send(request, response, page) : next()))
      .catch((error) => {
        log.error({ err: error, path: request.url }, "a shared page could not be rendered");
        if (response.headersSent) response.destroy();
        else next();
      });
  };
};
