import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import { log } from "../../observability/log.ts";
import type { Refused } from "./admission.ts";

/** The refusals of commands, which their callers read as JSON whoever gives them. */
const CODE: Record<Refused["status"], string> = {
  400: "bad_request",
  401: "signed_out",
  403: "foreign_origin",
  405: "method_not_allowed",
  408: "too_slow",
  413: "too_large",
  503: "too_many_requests",
};

const answerOf = (url: string, status: Refused["status"]): { type: string; text: string } =>
  url.startsWith("/api/v1/commands/")
    ? { type: "application/json", text: JSON.stringify({ ok: false, refusal: { code: CODE[status] } }) }
    : { type: "text/plain", text: STATUS_CODES[status] ?? "" };

const LINGER_MS = 2_000;
const LINGER_BYTES = 33_554_432;
const LOGGED_LENGTH_MAX = 120;

/**
 * Answers with a status and one log line. What the client is still sending is read and dropped for a moment: a
 * connection that is closed at once is reset, and the client never sees the answer.
 */
export const refuseRequest = (
  request: IncomingMessage,
  response: ServerResponse,
  { status, reason }: Refused,
): void => {
  const { method, url = "", headers } = request;
  const logged = { status, reason, method, path: url.slice(0, LOGGED_LENGTH_MAX) };
  // Tells an operator whose PUBLIC_URL differs from the address that players use.
  const origin = status === 403 ? { origin: headers.origin?.slice(0, LOGGED_LENGTH_MAX) } : {};
  log.info({ ...logged, ...origin }, "a request was refused");
  const { type, text } = answerOf(url, status);
  response.writeHead(status, {
    "content-type": type,
    "content-length": text.length,
    "cache-control": "no-store",
    connection: "close",
  });
  if (method === "HEAD" || request.complete || status === 408) {
    response.end(text);
    return;
  }
  response.write(text);
  let dropped = 0;
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  request.on("data", (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > LINGER_BYTES) end();
  });
  request.on("error", end).once("end", end).once("close", end);
};
