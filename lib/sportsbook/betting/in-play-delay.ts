/** What a bet on a running event waits, in milliseconds, by sport. */
export type InPlayDelays = {
  inPlayDelayMs: Readonly<Record<string, number>>;
  /** Of sports that are not named. */
  inPlayDelayMsDefault: number;
};

/** How long a bet waits of whose legs these are running, by the sports of their events; 0 without one. */
export const longestDelay = (
  { inPlayDelayMs, inPlayDelayMsDefault }: InPlayDelays,
  runningSports: readonly string[],
): number => Math.max(0, ...runningSports.map((sport) => inPlayDelayMs[sport] ?? inPlayDelayMsDefault));
