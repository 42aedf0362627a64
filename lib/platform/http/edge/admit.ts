import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "../../observability/log.ts";
import { hasTooManyParts, isActionBody } from "./action-body.ts";
import { callOf, type Refused, refusalOfHead } from "./admission.ts";
import { areAuthCookies, isAuthBody, isAuthQuery } from "./auth-body.ts";
import { BODY_BYTES_MAX, BODY_MS_MAX, hasBody, readBody, UPLOAD_MS_MAX, withBody } from "./body.ts";
import { settleForwarding } from "./forwarding.ts";
import { refuseRequest } from "./refuse.ts";

export type AdmissionOptions = {
  /** Where browsers reach the site. */
  publicUrl: string;
  /** How many proxies of the operator a request passes on its way here. */
  trustedHops: number;
  /** The header in which they name the client's country. */
  countryHeader?: string | undefined;
  /** Whether Next can read this header of its own, which names the parts of a page that a browser has. */
  isRouterState(header: string): boolean;
  /** Next's development server speaks to its pages over a socket, and is posted their errors. */
  development: boolean;
};

/** A file, and what it shows. */
const UPLOAD_PARTS_MAX = 4;
/** Each holds 10 MB from its first byte to its answer. */
const UPLOADS_MAX = 8;
let uploads = 0;

/** Counts an upload until it is answered; false where too many are under way. */
const takeUpload = (response: ServerResponse): boolean => {
  if (uploads >= UPLOADS_MAX) return false;
  uploads += 1;
  response.once("close", () => {
    uploads -= 1;
  });
  return true;
};

const UNREADABLE: Refused = { status: 400, reason: "unreadable body" };

const refusalOfRouterState = (
  { headers }: IncomingMessage,
  { isRouterState }: AdmissionOptions,
): Refused | null => {
  const state = headers["next-router-state-tree"];
  if (state === undefined || (typeof state === "string" && isRouterState(state))) return null;
  return { status: 400, reason: "router state" };
};

const refusalOfAuth = ({ url = "", headers }: IncomingMessage, publicUrl: string): Refused | null => {
  if (!url.startsWith("/api/auth/")) return null;
  const [, query = ""] = url.split(/\?(.*)/s);
  if (!isAuthQuery(query, publicUrl)) return { status: 400, reason: "query" };
  return areAuthCookies(headers.cookie ?? "", publicUrl) ? null : { status: 400, reason: "cookie" };
};

/** The request with its whole body read and checked, or why it is refused; null if its client disconnected. */
const admitted = async (
  request: IncomingMessage,
  publicUrl: string,
): Promise<IncomingMessage | Refused | null> => {
  const call = callOf(request);
  const msMax = call === "upload" || call === "file" ? UPLOAD_MS_MAX : BODY_MS_MAX;
  const body = await readBody(request, BODY_BYTES_MAX[call], msMax);
  if (!Buffer.isBuffer(body)) return body;
  const { headers } = request;
  const contentType = headers["content-type"] ?? "";
  const called = headers["next-action"] !== undefined;
  if (call === "action") {
    if (!(await isActionBody(body, contentType, called))) return UNREADABLE;
    // Next compares the origin with the host of the request, which a proxy may have changed; it was compared with PUBLIC_URL.
    headers["x-forwarded-host"] = new URL(headers.origin ?? publicUrl).host;
  }
  if (call === "upload" && hasTooManyParts(body, contentType, UPLOAD_PARTS_MAX)) return UNREADABLE;
  if (call === "auth" && !isAuthBody(body, contentType, publicUrl)) return UNREADABLE;
  return withBody(request, body);
};

/** After one request over https, browsers use https only, for a year. */
const secureTransport = (response: ServerResponse, publicUrl: string): void => {
  if (publicUrl.startsWith("https://")) response.setHeader("strict-transport-security", "max-age=31536000");
};

type Pass = (request: IncomingMessage) => void;

/**
 * Refuses a request or passes it on with true forwarding headers and its body read. The whole request is in memory
 * before a page sees it, so that parsing is bounded and a slow client occupies nothing.
 */
export const admit = (
  request: IncomingMessage,
  response: ServerResponse,
  options: AdmissionOptions,
  pass: Pass,
): void => {
  const { publicUrl, trustedHops, countryHeader } = options;
  secureTransport(response, publicUrl);
  const refusal =
    refusalOfHead(request, publicUrl) ??
    refusalOfRouterState(request, options) ??
    refusalOfAuth(request, publicUrl);
  if (refusal) {
    refuseRequest(request, response, refusal);
    return;
  }
  if (callOf(request) === "upload" && !takeUpload(response)) {
    refuseRequest(request, response, { status: 503, reason: "too many uploads" });
    return;
  }
  settleForwarding(request, trustedHops, countryHeader);
  const isReport = options.development && request.url?.startsWith("/__nextjs_");
  if (isReport || (callOf(request) === "page" && !hasBody(request))) {
    pass(request);
    return;
  }
  admitted(request, publicUrl).then(
    (found) => {
      if (found === null) response.destroy();
      else if ("status" in found) refuseRequest(request, response, found);
      else pass(found);
    },
    (error) => {
      log.error({ err: error }, "a request could not be looked at");
      response.destroy();
    },
  );
};
