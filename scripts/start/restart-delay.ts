/** Whoever lived this long works: what made it fall is news, not a repetition. */
const STEADY_MS = 10_000;
const FAILURES_MAX = 6;
const FIRST_DELAY_MS = 250;
const DELAY_MS_MAX = 10_000;
const KILLED_DELAY_MS_MAX = 1_000;

/**
 * Counts how often something fell soon after it began. Told how long it lived and whether a signal from outside ended it,
 * answers how many milliseconds to wait before it is started again, longer each time; null when it keeps failing of itself.
 * Who is killed does not fail: it is started again however often that happens.
 */
export const restartDelays = (): ((livedMs: number, killed: boolean) => number | null) => {
  let falls = 0;
  let failures = 0;
  return (livedMs, killed) => {
    const steady = livedMs >= STEADY_MS;
    falls = steady ? 1 : falls + 1;
    failures = (steady ? 0 : failures) + (killed ? 0 : 1);
    if (failures > FAILURES_MAX) return null;
    return Math.min(FIRST_DELAY_MS * 2 ** (falls - 1), killed ? KILLED_DELAY_MS_MAX : DELAY_MS_MAX);
  };
};
