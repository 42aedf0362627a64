import { log } from "./log.ts";

type Outage = { since: number; failures: number };

let outage: Outage | undefined;

const OUT_OF_REACH = new Set([
  ...[
    "ECONNREFUSED",
    "ECONNRESET",
    "EPIPE",
    "ETIMEDOUT",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ENOTFOUND",
    "EAI_AGAIN",
  ],
  // It is being stopped, has crashed, or is starting.
  ...["57P01", "57P02", "57P03"],
]);
const SILENT =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered)/;

const isOutOfReach = (error: unknown): boolean => {
  const { code = "", message = "" } = (error ?? {}) as { code?: string; message?: string };
  return OUT_OF_REACH.has(code) || code.startsWith("08") || SILENT.test(message);
};

/**
 * Logs that work failed. Where it failed because the database is out of reach, that is said once, and what fails after it is
 * only counted, until `databaseAnswered`.
 */
export const logFailure = (error: unknown, complaint: string, about: Record<string, unknown> = {}): void => {
  if (!isOutOfReach(error)) {
    log.error({ err: error, ...about }, complaint);
    return;
  }
  if (!outage) {
    outage = { since: performance.now(), failures: 0 };
    log.error({ err: error, ...about, complaint }, "the database is out of reach");
  }
  outage.failures += 1;
};

/** Whoever hears from the database regularly says so: if it was out of reach, that is over. */
export const databaseAnswered = (): void => {
  if (!outage) return;
  const { since, failures } = outage;
  outage = undefined;
  log.warn({ awayMs: Math.round(performance.now() - since), failures }, "the database answers again");
};
