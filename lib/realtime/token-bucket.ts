/** A token bucket: `burst` at once, `perSecond` in the long run. */
export type TokenBucket = { take(cost: number): boolean };

export const tokenBucket = (
  burst: number,
  perSecond: number,
  now: () => number = () => performance.now(),
): TokenBucket => {
  let left = burst;
  let at = now();
  return {
    take: (cost) => {
      const time = now();
      left = Math.min(burst, left + ((time - at) / 1000) * perSecond);
      at = time;
      if (cost > left) return false;
      left -= cost;
      return true;
    },
  };
};
