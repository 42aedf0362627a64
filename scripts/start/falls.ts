/** Whoever lived this long works: what made it fall is news, not a repetition. */
const STEADY_MS = 10_000;
const FALLS_MAX = 6;
const FIRST_DELAY_MS = 250;
const DELAY_MS_MAX = 10_000;

/**
 * Counts how often something fell soon after it began. Told how long it lived, answers how many milliseconds to wait before
 * it is started again, longer each time; null when it keeps falling.
 */
export const countFalls = (): ((livedMs: number) => number | null) => {
  let falls = 0;
  return (livedMs) => {
    falls = livedMs >= STEADY_MS ? 1 : falls + 1;
    return falls > FALLS_MAX ? null : Math.min(FIRST_DELAY_MS * 2 ** (falls - 1), DELAY_MS_MAX);
  };
};
