import { monitorEventLoopDelay } from "node:perf_hooks";

export type Vitals = {
  /** Of one core, over the time since the last reading. */
  cpuPercent: number;
  memoryMb: number;
  /** The longest delay of the event loop since the last reading. */
  loopLagMs: number;
};

const RESOLUTION_MS = 20;

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Measures this process from now on: each reading covers the time since the one before. */
export const startVitals = (): { read(): Vitals; stop(): void } => {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let [cpu, at] = [process.cpuUsage(), performance.now()];
  return {
    read: () => {
      const used = process.cpuUsage(cpu);
      const now = performance.now();
      // In microseconds per microsecond.
      const share = (used.user + used.system) / Math.max(1, (now - at) * 1_000);
      [cpu, at] = [process.cpuUsage(), now];
      const worst = delay.max / 1e6 - RESOLUTION_MS;
      delay.reset();
      return {
        cpuPercent: tenth(share * 100),
        memoryMb: tenth(process.memoryUsage.rss() / 2 ** 20),
        loopLagMs: Number.isFinite(worst) ? tenth(Math.max(0, worst)) : 0,
      };
    },
    stop: () => delay.disable(),
  };
};

/** Turns a running count into its rate per second since the last reading. */
export const rateMeter = (): ((count: number) => number) => {
  let before = { at: performance.now(), count: 0 };
  return (count) => {
    const now = { at: performance.now(), count };
    const seconds = (now.at - before.at) / 1_000;
    const rate = seconds > 0 ? Math.max(0, count - before.count) / seconds : 0;
    before = now;
    return tenth(rate);
  };
};
