import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { log } from "../observability/log.ts";
import { type Captured, captured } from "./captured-response.ts";
import { requestIdOf } from "./request-id.ts";

const compress = promisify(gzip);

const PAGES_MAX = 200;
const PAGE_BYTES_MAX = 1_048_576;
/** About one client, or about the way that an answer took to it. */
const NOT_SHARED = [
  "x-request-id",
  "date",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
];
/** Beside address and cookies, all that a shared page is drawn from: what is not here is taken off a request before. */
const DRAWN_FROM = ["host", "x-forwarded-host", "x-forwarded-proto"];
/** A part of a page, a page behind a password, or a page that is asked for under a condition is no page for everybody. */
const NOT_A_WHOLE_PAGE = /^(rsc|next-.*|authorization|range|if-.*)$/;
const KEPT = new Set([...DRAWN_FROM, "cookie", "x-request-id"]);
const READS_GZIP = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/;
const NONCE = /'nonce-([^']+)'/;

/** Why a drawing is shown to nobody else: it is not for everybody, or its reader left before it was done. */
type Unshared = "own" | "unfinished";
type Page = { headers: OutgoingHttpHeaders; nonce: string; pieces: readonly Buffer[] };

type Options = {
  /** Addresses of pages that everybody is shown alike. */
  path: RegExp;
  /** Cookies that such a page reads: who has the same ones sees the same. It is drawn without any other. */
  cookies: readonly string[];
  /** The session's cookie, and what stands in for it when a page is drawn: that there is one, not whose. */
  session: { cookie: RegExp; mark: string };
  /** How long a page is shown to others, in milliseconds. */
  ageMs: number;
  /** False draws every page anew, from the same little as a shared one. */
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

/** Requests with the same key are answered with the same page; null where a page is drawn for one request alone. */
const keyOf = ({ method, url = "", headers }: IncomingMessage): string | null => {
  if (method !== "GET" || url.includes("?")) return null;
  if (Object.keys(headers).some((name) => NOT_A_WHOLE_PAGE.test(name))) return null;
  return JSON.stringify([url, headers.cookie, ...DRAWN_FROM.map((name) => headers[name])]);
};

const split = (body: Buffer, by: string): Buffer[] => {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = body.indexOf(by); at >= 0; at = body.indexOf(by, from)) {
    pieces.push(body.subarray(from, at));
    from = at + by.length;
  }
  return [...pieces, body.subarray(from)];
};

/** A whole page, unless there is something in it for one reader only. */
const pageOf = ({ status, headers, body }: Captured): Page | "own" => {
  const policy = String(headers["content-security-policy"] ?? "");
  const nonce = NONCE.exec(policy)?.[1];
  const isHtml = String(headers["content-type"] ?? "").startsWith("text/html");
  if (status !== 200 || !isHtml || !nonce || headers["set-cookie"] || body.length > PAGE_BYTES_MAX)
    return "own";
  const shared = Object.entries(headers).filter(([name]) => !NOT_SHARED.includes(name));
  return { headers: Object.fromEntries(shared), nonce, pieces: split(body, nonce) };
};

/** The page with a nonce that nobody else has seen, as every answer has one of its own. */
const copyOf = ({ headers, nonce, pieces }: Page, requestId: string): Captured => {
  const own = crypto.randomUUID();
  const renewed = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === "string" ? value.replaceAll(nonce, own) : value,
  ]);
  const seam = Buffer.from(own);
  return {
    status: 200,
    headers: { ...Object.fromEntries(renewed), "x-request-id": requestId },
    body: Buffer.concat(pieces.flatMap((piece, at) => (at === 0 ? [piece] : [seam, piece]))),
  };
};

const send = async (response: ServerResponse, encodings: string, { status, headers, body }: Captured) => {
  const zipped = READS_GZIP.test(encodings) && !headers["content-encoding"] && body.length > 1_024;
  const sent = zipped ? await compress(body) : body;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  if (zipped) response.setHeader("content-encoding", "gzip");
  response.setHeader("content-length", sent.length);
  response.end(sent);
};

/**
 * Pages that everybody is shown alike are drawn once for all who ask within a moment: at kick-off thousands do. Who asks
 * while a page is being drawn waits for that drawing. Every answer has its own nonce and request id. Such a page, and every part of
 * it, is drawn from a request without any cookie that is not in its key, the session's above all, so that nothing personal can get in.
 *
 * Returns a function that answers a request, drawing it with `draw` where it must; false when the request is none of its own.
 */
export const sharedPages = (options: Options) => {
  const pages = new Map<string, Promise<Page | Unshared>>();

  const drawn = (key: string, response: ServerResponse, draw: () => void): Promise<Captured | null> => {
    const whole = captured(response);
    const page = whole.then((found) => (found ? pageOf(found) : "unfinished"));
    if (pages.size < PAGES_MAX) {
      pages.set(key, page);
      void page.then((found) => {
        if (typeof found === "string") pages.delete(key);
        else setTimeout(() => pages.delete(key), options.ageMs).unref();
      });
    }
    draw();
    return whole;
  };

  return (request: IncomingMessage, response: ServerResponse, draw: () => void): boolean => {
    if (!isShared(request, options)) return false;
    const { headers } = request;
    headers.cookie = sharedCookies(headers.cookie ?? "", options);
    if (headers.cookie === "") delete headers.cookie;
    const key = options.cached ? keyOf(request) : null;
    if (key === null) return false;
    const encodings = String(request.headers["accept-encoding"] ?? "");
    const requestId = request.headers["x-request-id"]?.toString();
    const answer = async (): Promise<void> => {
      const known = pages.get(key);
      if (!known) {
        for (const name of Object.keys(request.headers)) if (!KEPT.has(name)) delete request.headers[name];
        const whole = await drawn(key, response, draw);
        return whole ? send(response, encodings, whole) : undefined;
      }
      const page = await known;
      if (response.destroyed) return;
      if (page === "unfinished") return answer();
      if (page === "own") return draw();
      return send(response, encodings, copyOf(page, requestIdOf(requestId)));
    };
    answer().catch((error) => {
      log.error({ err: error, path: request.url }, "a shared page could not be answered");
      response.destroy();
    });
    return true;
  };
};
