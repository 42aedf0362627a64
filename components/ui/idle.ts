const LATEST_MS = 2_000;

/** Does the work once the page has nothing better to do, at the latest in two seconds. Returns what calls it off. */
export const whenIdle = (work: () => void): (() => void) => {
  // Safari has no idle callback everywhere.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, LATEST_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work, { timeout: LATEST_MS });
  return () => cancelIdleCallback(asked);
};
