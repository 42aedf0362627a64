import { createHash } from "node:crypto";
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { createClient } from "redis";
import { accept, type Result, refuse } from "#lib/kernel/result.ts";
import { sql } from "./db.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";
import type { RateRefusal } from "./schema.ts";

/** So many points in a window that starts with the first one taken. */
export type RateRule = { name: string; points: number; durationSeconds: number };

type Limiter = RateLimiterMemory | RateLimiterPostgres | RateLimiterRedis;
const openRedis = (url: string) => createClient({ url });
type Redis = ReturnType<typeof openRedis>;

const shared = globalThis as { evensRateRedis?: Redis; evensRates?: Map<string, Limiter> };
shared.evensRates ??= new Map();
const limiters = shared.evensRates;

// The limiter computes with numbers; our pool reads bigint columns as bigints.
const postgresClient = {
  query: async (statement: { name?: string; text: string; values: unknown[] }) => {
    const answer = await sql().query(statement);
    return {
      ...answer,
      rows: answer.rows.map((row) => ({ ...row, expire: row.expire === null ? null : Number(row.expire) })),
    };
  },
};

const redisClient = (url: string): Redis => {
  if (!shared.evensRateRedis) {
    const client = openRedis(url);
    client.on("error", (error) => log.warn({ err: error }, "the rate limits have no connection"));
    client.connect().catch(() => undefined);
    shared.evensRateRedis = client;
  }
  return shared.evensRateRedis;
};

const limiterOf = ({ name, points, durationSeconds }: RateRule): Limiter => {
  const known = limiters.get(name);
  if (known) return known;
  const window = { keyPrefix: name, points, duration: durationSeconds };
  // When the store is away each process counts for itself: weaker, never open.
  const insuranceLimiter = new RateLimiterMemory(window);
  const { REDIS_URL } = env();
  const made = REDIS_URL
    ? new RateLimiterRedis({
        ...window,
        storeClient: redisClient(REDIS_URL),
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        insuranceLimiter,
      })
    : new RateLimiterPostgres({
        ...window,
        storeClient: postgresClient,
        storeType: "client",
        tableName: "rate_limit",
        tableCreated: true,
        insuranceLimiter,
      });
  limiters.set(name, made);
  return made;
};

// Addresses of people are not kept in the clear in a table of counters.
const keyOf = (subject: string): string => createHash("sha256").update(subject).digest("base64url");

const take = async (limiter: Limiter, subject: string): Promise<Result<null, RateRefusal>> => {
  try {
    await limiter.consume(keyOf(subject));
    return accept(null);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return refuse({
      code: "too_many_requests",
      retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
    });
  }
};

/** Takes one point for this subject (an address, an email), shared by all processes. */
export const takeRate = (rule: RateRule, subject: string): Promise<Result<null, RateRefusal>> =>
  take(limiterOf(rule), subject);

/** Forgets what the subject has used. */
export const clearRate = async (rule: RateRule, subject: string): Promise<void> => {
  await limiterOf(rule).delete(keyOf(subject));
};

const floods = new Map<string, RateLimiterMemory>();

/** Like `takeRate`, counted by this process alone and without any I/O: a guard against floods, not a rule. */
export const takeLocalRate = (rule: RateRule, subject: string): Promise<Result<null, RateRefusal>> => {
  const limiter =
    floods.get(rule.name) ??
    new RateLimiterMemory({ keyPrefix: rule.name, points: rule.points, duration: rule.durationSeconds });
  floods.set(rule.name, limiter);
  return take(limiter, subject);
};

export const closeRateLimits = async (): Promise<void> => {
  const open = shared.evensRateRedis;
  delete shared.evensRateRedis;
  limiters.clear();
  open?.destroy();
};
