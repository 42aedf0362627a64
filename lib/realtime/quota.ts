import { type Allowance, allowance } from "./allowance.ts";

/** So many at once, and so many a second in the long run. */
export type Rate = { burst: number; perSecond: number };

export type QuotaRates = { joins: Rate; messages: Rate };

/** A socket's place among those of its account or address, with the allowances that they share. */
export type Place = { joins: Allowance; messages: Allowance; leave(): void };

/** How long an account or address that has left keeps its allowances: coming back does not renew them. */
const REMEMBERED_MS = 60_000;

const times = ({ burst, perSecond }: Rate, factor: number): Allowance =>
  allowance(burst * factor, perSecond * factor);

/** Both must have enough left; the second is not charged for what the first refuses. */
export const bothAllow = (first: Allowance, second: Allowance): Allowance => ({
  take: (cost) => first.take(cost) && second.take(cost),
});

/**
 * Counts sockets by account or address.
 * @param socketsMax sockets that one may hold
 * @param share what one may say altogether, as a multiple of what one socket may
 */
export const quotas = (socketsMax: number, share: number, { joins, messages }: QuotaRates) => {
  type Quota = { sockets: number; joins: Allowance; messages: Allowance };
  const held = new Map<string, Quota>();
  return {
    /** A place for one more socket, or null when all are taken. */
    enter: (key: string): Place | null => {
      const quota = held.get(key) ?? {
        sockets: 0,
        joins: times(joins, share),
        messages: times(messages, share),
      };
      if (quota.sockets >= socketsMax) return null;
      quota.sockets += 1;
      held.set(key, quota);
      let left = false;
      return {
        joins: quota.joins,
        messages: quota.messages,
        leave: () => {
          if (left) return;
          left = true;
          quota.sockets -= 1;
          if (quota.sockets > 0) return;
          setTimeout(
            () => quota.sockets === 0 && held.get(key) === quota && held.delete(key),
            REMEMBERED_MS,
          ).unref();
        },
      };
    },
  };
};
