/** Requests this close together are combined: a busy second has fifty rounds, and a quiet system does not wait. */
const EVERY_MS = 20;

/**
 * Runs the work at once, and then no sooner than `EVERY_MS` after it ended; any number of requests in between cause
 * one run.
 */
export const paced = (work: () => Promise<void>): { ask(): void; stop(): Promise<void> } => {
  let asked = false;
  let stopped = false;
  let running: Promise<void> | undefined;
  const go = async (): Promise<void> => {
    while (asked && !stopped) {
      asked = false;
      await work();
      await new Promise((rested) => setTimeout(rested, EVERY_MS));
    }
    running = undefined;
  };
  return {
    ask: () => {
      asked = true;
      if (!stopped) running ??= go();
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
};
