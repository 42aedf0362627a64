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
/** A part of a page, a page behind a password, or a page that is asked for under a condition is no page for everybody. */
const NOT_A_WHOLE_PAGE = /^(rsc|next-.*|authorization|range|if-.*)$/;

type Encoding = "br" | "gzip" | "identity";
type Page = { rendered: RenderedPage; bodies: Map<Encoding, Promise<Buffer>> };

type Options = {
  /** Addresses of pages that everybody is shown alike. */
  path: RegExp;
  /** Cookies that such a page reads: who has the same ones sees the same. It is rendered without any other. */
  cookies: readonly string[];
  /** The session's cookie, and what replaces it when a page is rendered: that there is one, not whose. */
  session: { cookie: RegExp; mark: string };
  /** How long a page is shown to others, in milliseconds. */
  ageMs: number;
  /** False renders every page for each request, from the same little as a shared one. */
  cached: boolean;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** All that a shared page may know of a browser's cookies, in one order. */
const sharedCookies = (header: string, { cookies, session }: Options): string => {
  const pairs = header.split(";").map((pair): [string, string] => {
    const [name = "", value = ""] = pair.trim().split(/=(.*)/s);
    return [name, value];
  });
  const known = new Map(pairs.filter(([name]) => cookies.includes(name)));
  if (pairs.some(([name]) => session.cookie.test(name))) known.set(session.mark, "1");
  return [...known]
    .map(([name, value]) => `${name}=${encodeURIComponent(decoded(value))}`)
    .sort()
    .join("; ");
};

/** Whether a page of everybody is asked for, whole or in part. */
const isShared = ({ method, url = "" }: IncomingMessage, { path }: Options): boolean =>
  (method === "GET" || method === "HEAD") && path.test(url.split("?", 1)[0] ?? "");

const isWholePage = ({ method, url = "", headers }: IncomingMessage): boolean =>
  method === "GET" && !url.includes("?") && !Object.keys(headers).some((name) => NOT_A_WHOLE_PAGE.test(name));

const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: promisify(gzip),
  identity: async (body: Buffer) => body,
} satisfies Record<Encoding, (body: Buffer) => Promise<Buffer>>;

/** The smallest form that the client reads. */
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
 * Pages that everybody is shown alike are rendered once, by `render`, for all who ask within a moment: at kick-off thousands do. A
 * request that comes while its page is being rendered waits for that; all get the same bytes. Such a page, and every part of it, is
 * rendered from a request without any cookie that is not in its key, the session's above all, so that nothing personal can get in.
 */
export const sharedPages = (render: RequestListener, options: Options): Handler => {
  const inner = createServer(render);
  const pages = new Map<string, Promise<Page | null>>();

  /** The page, or null when it is not for everybody after all. */
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

  /** The page for this key, rendered for the first request that asks for it. */
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
    const cookie = sharedCookies(headers.cookie ?? "", options);
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
