import { logFailure } from "../observability/outage.ts";

export type Loop = { stop(): Promise<void> };

/**
 * Repeats the work at an interval, never twice at once. A failure is logged and retried at the next turn. @param
 * firstMs when it runs for the first time
 */
export const loop = (
  name: string,
  everyMs: number,
  work: () => Promise<void> | void,
  firstMs = everyMs,
): Loop => {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();
  const turn = async (): Promise<void> => {
    const startedAt = performance.now();
    try {
      await work();
    } catch (error) {
      logFailure(error, "a turn failed", { loop: name });
    }
    if (!stopped) timer = setTimeout(next, Math.max(1, everyMs - (performance.now() - startedAt)));
  };
  const next = (): void => {
    running = turn();
  };
  timer = setTimeout(next, firstMs);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
