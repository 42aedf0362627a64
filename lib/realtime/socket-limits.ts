import { type TokenBucket, tokenBucket } from "./token-bucket.ts";

/** The burst, and the rate per second in the long run. */
export type Rate = { burst: number; perSecond: number };

export type SocketRates = { joins: Rate; messages: Rate };

/** A socket's share of the limits of its account or address. */
export type Place = { joins: TokenBucket; messages: TokenBucket; leave(): void };

/**
 * How long the used limits of an account or address are remembered after its last socket closed: reconnecting does
 * not reset them.
 */
const REMEMBERED_MS = 60_000;

const times = ({ burst, perSecond }: Rate, factor: number): TokenBucket =>
  tokenBucket(burst * factor, perSecond * factor);

/** Both buckets must have enough left; the second is not charged for what the first refuses. */
export const bothAllow = (first: TokenBucket, second: TokenBucket): TokenBucket => ({
  take: (cost) => first.take(cost) && second.take(cost),
});

/**
 * Counts sockets by account or address.
 * @param socketsMax sockets that one may hold
 * @param share what one may say altogether, as a multiple of what one socket may
 */
export const socketLimits = (socketsMax: number, share: number, { joins, messages }: SocketRates) => {
  type SocketLimit = { sockets: number; joins: TokenBucket; messages: TokenBucket };
  const held = new Map<string, SocketLimit>();
  return {
    /** A place for one more socket, or null when all are taken. */
    enter: (key: string): Place | null => {
      const limit = held.get(key) ?? {
        sockets: 0,
        joins: times(joins, share),
        messages: times(messages, share),
      };
      if (limit.sockets >= socketsMax) return null;
      limit.sockets += 1;
      held.set(key, limit);
      let left = false;
      return {
        joins: limit.joins,
        messages: limit.messages,
        leave: () => {
          if (left) return;
          left = true;
          limit.sockets -= 1;
          if (limit.sockets > 0) return;
          setTimeout(
            () => limit.sockets === 0 && held.get(key) === limit && held.delete(key),
            REMEMBERED_MS,
          ).unref();
        },
      };
    },
  };
};
