import { IncomingMessage } from "node:http";
import type { Call, Refused } from "./admission.ts";

/** The largest legitimate command suspends 200 events at once, in some 25 kB. Credentials take less than one. */
export const BODY_BYTES_MAX: Record<Call, number> = {
  page: 0,
  action: 65_536,
  command: 65_536,
  auth: 16_384,
  /** A document of 10 MB, and the form around it. */
  upload: 10_500_000,
  /** A bank statement of 8 MB, in JSON. */
  file: 10_500_000,
  webhook: 262_144,
  other: 0,
};
/** For the whole body: at the largest size that is 52 kbit a second. */
export const BODY_MS_MAX = 10_000;
/** A document over a slow mobile line: 1.4 Mbit a second at the largest size. */
export const UPLOAD_MS_MAX = 60_000;

const TOO_LARGE: Refused = { status: 413, reason: "body size" };
const TOO_SLOW: Refused = { status: 408, reason: "slow body" };

/** Whether the headers announce a body. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/**
 * The body, counted as it arrives; null if the client disconnected before its end. Refuses one that is larger than
 * `bytesMax`, whatever its headers say, and one that takes longer than `msMax`.
 */
export const readBody = (
  request: IncomingMessage,
  bytesMax: number,
  msMax: number = BODY_MS_MAX,
): Promise<Buffer | Refused | null> =>
  new Promise((resolve) => {
    if (Number(request.headers["content-length"] ?? 0) > bytesMax || (bytesMax === 0 && hasBody(request))) {
      resolve(TOO_LARGE);
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    const done = (outcome: Buffer | Refused | null): void => {
      clearTimeout(timer);
      request.off("data", take).off("end", end).off("error", gone).off("close", gone);
      request.on("error", () => undefined);
      resolve(outcome);
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > bytesMax) done(TOO_LARGE);
      else chunks.push(chunk);
    };
    const end = (): void => done(Buffer.concat(chunks));
    const gone = (): void => done(null);
    const timer = setTimeout(() => done(TOO_SLOW), msMax);
    request.on("data", take).on("end", end).on("error", gone).on("close", gone);
  });

/** Rebuilds the request with the body that was read from it. */
export const withBody = (request: IncomingMessage, body: Buffer): IncomingMessage => {
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  const { "transfer-encoding": _, ...kept } = headers;
  const replayed = Object.assign(new IncomingMessage(request.socket), {
    ...{ method, url, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor },
    headers: { ...kept, "content-length": String(body.length) },
    complete: true,
  });
  if (body.length > 0) replayed.push(body);
  replayed.push(null);
  return replayed;
};
