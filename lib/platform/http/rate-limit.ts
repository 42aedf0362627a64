import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { createClient } from "redis";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { env } from "../config/env.ts";
import { float8, int4, int8, statement, text, varchar } from "../database/statement.ts";
import { log } from "../observability/log.ts";
import { redisAnswered, redisFailed } from "../observability/outage.ts";
import type { RateRefusal } from "../schema.ts";

/** The number of points in a window that starts with the first one taken. */
export type RateRule = { name: string; points: number; durationSeconds: number };

type Limiter = { consume(key: string): Promise<unknown>; delete(key: string): Promise<unknown> };
const openRedis = (url: string) => createClient({ url, disableOfflineQueue: true });
type Redis = ReturnType<typeof openRedis>;

const shared = globalThis as { evensRateRedis?: Redis; evensRates?: Map<string, Limiter> };
shared.evensRates ??= new Map();
const limiters = shared.evensRates;

const takePoint = statement({
  name: "rate-take",
  text: `
    insert into rate_limit as r (key, points, expire)
    select $1, 1, now_ms + $2 from (select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms) clock
    on conflict (key) do update
      set points = case when r.expire <= excluded.expire - $2 then 1 else r.points + 1 end,
          expire = case when r.expire <= excluded.expire - $2 then excluded.expire else r.expire end
    returning points, (expire - extract(epoch from clock_timestamp()) * 1000)::float8 as "leftMs"`,
  params: [varchar, int8],
  row: { points: int4, leftMs: float8 },
});

const forgetOld = statement({
  text: `
    delete from rate_limit where expire < extract(epoch from clock_timestamp() - interval '1 hour') * 1000`,
  params: [],
  row: {},
});
const forgetKey = statement({ text: "delete from rate_limit where key = $1", params: [text], row: {} });

const FORGET_EVERY_MS = 300_000;

/** Counts in PostgreSQL and by its clock, so that processes with different clocks count the same window. */
const postgresLimiter = (
  { name, points, durationSeconds }: RateRule,
  insurance: RateLimiterMemory,
): Limiter => {
  const row = (key: string): string => `${name}:${key}`;
  let forgotAt = performance.now();
  const forget = (): void => {
    if (performance.now() - forgotAt < FORGET_EVERY_MS) return;
    forgotAt = performance.now();
    forgetOld.run([]).catch((error) => log.warn({ err: error }, "old rates could not be forgotten"));
  };
  return {
    consume: async (key) => {
      let taken: { points: number; leftMs: number } | undefined;
      try {
        taken = await takePoint.first([row(key), durationSeconds * 1000]);
      } catch {
        return insurance.consume(key);
      }
      forget();
      if (taken && taken.points > points) throw new RateLimiterRes(0, taken.leftMs, taken.points);
    },
    delete: async (key) => {
      await forgetKey.run([row(key)]);
    },
  };
};

const redisClient = (url: string): Redis => {
  if (!shared.evensRateRedis) {
    const client = openRedis(url);
    client.on("error", (error) => redisFailed(error, "the rate limits have no connection"));
    client.on("ready", redisAnswered);
    client.connect().catch(() => undefined);
    shared.evensRateRedis = client;
  }
  return shared.evensRateRedis;
};

const limiterOf = ({ name, points, durationSeconds }: RateRule): Limiter => {
  const known = limiters.get(name);
  if (known) return known;
  const window = { keyPrefix: name, points, duration: durationSeconds };
  // If the store is unavailable each process counts by itself: weaker, but never open.
  const insuranceLimiter = new RateLimiterMemory(window);
  const { REDIS_URL } = env();
  const made: Limiter = REDIS_URL
    ? new RateLimiterRedis({
        ...window,
        storeClient: redisClient(REDIS_URL),
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        insuranceLimiter,
      })
    : postgresLimiter({ name, points, durationSeconds }, insuranceLimiter);
  limiters.set(name, made);
  return made;
};

// People's addresses are not stored in plain text in a table of counters.
const keyOf = (subject: string): string => createHash("sha256").update(subject).digest("base64url");

// All bundles of a process share the limiters, but each bundle has its own class, so `instanceof` would miss some.
const isUsedUp = (error: unknown): error is RateLimiterRes =>
  typeof (error as Partial<RateLimiterRes> | undefined)?.msBeforeNext === "number";

const take = async (limiter: Pick<Limiter, "consume">, key: string): Promise<Result<null, RateRefusal>> => {
  try {
    await limiter.consume(key);
    return accept(null);
  } catch (error) {
    if (!isUsedUp(error)) throw error;
    return refuse({
      code: "too_many_requests",
      retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
    });
  }
};

/** Takes one point for this subject (an address, an email), shared by all processes. */
export const takeRate = (rule: RateRule, subject: string): Promise<Result<null, RateRefusal>> =>
  take(limiterOf(rule), keyOf(subject));

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
