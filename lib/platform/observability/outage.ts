import { env } from "../config/env.ts";
import { log } from "./log.ts";

type Service = "database" | "redis";
type Outage = { since: number; failures: number };

const NAMES: Record<Service, string> = { database: "the database", redis: "Redis" };
const outages = new Map<Service, Outage>();

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
  // The server is stopping, has crashed, or is starting.
  ...["57P01", "57P02", "57P03"],
]);
const SILENT =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered)/;

const DATABASE_PORT = "5432";

type Refused = { code?: string; message?: string; port?: number; hostname?: string; errors?: Refused[] };

/** A refused connection names its address, and so the service; one that broke off does not. */
const wentElsewhere = ({ port, hostname, errors }: Refused): boolean => {
  const { DATABASE_URL, DATABASE_OWNER_URL = DATABASE_URL } = env();
  const ours = [DATABASE_URL, DATABASE_OWNER_URL].map((url) => new URL(url));
  const asked = port ?? errors?.[0]?.port;
  if (asked !== undefined) return ours.every((url) => (url.port || DATABASE_PORT) !== String(asked));
  return hostname !== undefined && ours.every((url) => url.hostname !== hostname);
};

/** Whether work failed because the database is unreachable, and not because of its input. */
export const isOutOfReach = (error: unknown): boolean => {
  const refused = (error ?? {}) as Refused;
  const { code = "", message = "" } = refused;
  const away = OUT_OF_REACH.has(code) || code.startsWith("08") || SILENT.test(message);
  return away && !wentElsewhere(refused);
};

const isAway = (service: Service, error: unknown, complaint: string, about = {}): void => {
  const outage = outages.get(service) ?? { since: performance.now(), failures: 0 };
  if (outage.failures === 0)
    log.error({ err: error, ...about, complaint }, `${NAMES[service]} is out of reach`);
  outage.failures += 1;
  outages.set(service, outage);
};

const answered = (service: Service): void => {
  const outage = outages.get(service);
  if (!outage) return;
  outages.delete(service);
  const { since, failures } = outage;
  log.warn({ awayMs: Math.round(performance.now() - since), failures }, `${NAMES[service]} answers again`);
};

/**
 * Logs that work failed. If the database is unreachable, that is logged once, and further failures are only counted
 * until `databaseAnswered`.
 */
export const logFailure = (error: unknown, complaint: string, about: Record<string, unknown> = {}): void => {
  if (isOutOfReach(error)) isAway("database", error, complaint, about);
  else log.error({ err: error, ...about }, complaint);
};

/** Called by whatever reads the database regularly: ends an outage. */
export const databaseAnswered = (): void => answered("database");

/** Logs once that Redis is out of reach. What fails after it is only counted, until `redisAnswered`. */
export const redisFailed = (error: unknown, complaint: string): void => isAway("redis", error, complaint);

/** Redis answered: ends an outage. */
export const redisAnswered = (): void => answered("redis");
