import { type IncomingMessage, METHODS } from "node:http";
import { SESSION_COOKIE } from "#lib/core/cookies.ts";
import { isEncodable } from "#lib/core/text.ts";
import { originAllowed } from "../origin.ts";

/** Why a request is answered before Next sees it. `reason` goes to the log only. */
export type Refused = { status: 400 | 401 | 403 | 405 | 408 | 413 | 503; reason: string };

const ANSWERED = new Set(["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]);
const UNANSWERED = new Set(METHODS.filter((method) => !ANSWERED.has(method)));

const HOST = /^([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(:\d{1,5})?$/i;

const hasSession = (cookies: string): boolean =>
  cookies.split(";").some((cookie) => SESSION_COOKIE.test(cookie.trim().split("=", 1)[0] ?? ""));

const refused = (status: Refused["status"], reason: string): Refused => ({ status, reason });

/** Whether a path can be decoded: its percent signs encode text without NUL, which databases cannot store. */
export const isReadablePath = (path: string): boolean => {
  try {
    return isEncodable(decodeURIComponent(path));
  } catch {
    return false;
  }
};

/** The decoded path, as Next matches pages. Only for an address that can be decoded. */
export const pathOf = (url: string): string => decodeURIComponent(url.split("?", 1)[0] ?? "");

/** What a request asks for, which decides how large its body may be. */
export type Call = "page" | "action" | "command" | "auth" | "upload" | "file" | "webhook" | "other";

/** The addresses that take a file from a form. */
const UPLOAD_PATHS: ReadonlySet<string> = new Set([
  "/account/identity/documents",
  "/admin/payments/bank/statements",
  "/admin/registers/lists",
  "/cashier/documents",
]);

/** The command that takes a file, from programs. */
const FILE_COMMAND = "/api/v1/commands/bank.import_statement";

export const callOf = ({ method, url = "", headers }: IncomingMessage): Call => {
  if (method === "GET" || method === "HEAD") return "page";
  if (method !== "POST") return "other";
  if (pathOf(url).startsWith("/api/auth/")) return "auth";
  if (pathOf(url) === FILE_COMMAND) return "file";
  if (pathOf(url).startsWith("/api/v1/commands/")) return "command";
  if (UPLOAD_PATHS.has(pathOf(url))) return "upload";
  if (pathOf(url).startsWith("/api/webhooks/")) return "webhook";
  if (/^\/api(\/|$)/.test(pathOf(url))) return "other";
  const isForm = /^multipart\/form-data/i.test(headers["content-type"] ?? "");
  return headers["next-action"] !== undefined || isForm ? "action" : "other";
};

/** Refuses, by the first line and the headers, what Next would answer with an internal error. */
export const refusalOfHead = (request: IncomingMessage, publicUrl: string): Refused | null => {
  const { method = "", url = "", headers } = request;
  if (UNANSWERED.has(method)) return refused(405, "method");
  // A lone percent sign in a query is text to every browser; in a path its meaning is not defined.
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  if (!path.startsWith("/") || !isReadablePath(path) || /%00/.test(query)) return refused(400, "address");
  if (!HOST.test(headers.host ?? "") || !URL.canParse(`http://${headers.host}`)) return refused(400, "host");
  const call = callOf(request);
  if (call === "page") return null;
  const { origin } = headers;
  // Browsers send the origin with everything that they post.
  if ((call === "action" || call === "upload" || origin !== undefined) && !originAllowed(origin, publicUrl))
    return refused(403, "origin");
  // What nobody is signed in for is not worth reading.
  if (call === "upload" && !hasSession(headers.cookie ?? "")) return refused(401, "signed out");
  if (call === "file" && !hasSession(headers.cookie ?? "") && headers.authorization === undefined)
    return refused(401, "signed out");
  return null;
};
