import { AsyncLocalStorage } from "node:async_hooks";
import { type Logger, pino } from "pino";

const requests = new AsyncLocalStorage<{ requestId: string }>();

/** Runs the work with a request id that every log line inside it carries. */
export const withRequestId = <T>(requestId: string, work: () => T): T => requests.run({ requestId }, work);

export const currentRequestId = (): string | null => requests.getStore()?.requestId ?? null;

/** JSON lines on standard output. Passwords, cookies and tokens never reach it. */
export const log: Logger = pino({
  level: process.env.LOG_LEVEL || "info",
  base: { process: process.env.EVENS_PROCESS ?? "evens" },
  mixin: () => requests.getStore() ?? {},
  redact: [
    "password",
    "*.password",
    "cookie",
    "*.cookie",
    "authorization",
    "*.authorization",
    "token",
    "*.token",
  ],
});
