import { setTimeout as sleep } from "node:timers/promises";

export type LoadFigures = {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  done: number;
};

export const quantile = (sorted: Float64Array, q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The middle of several rounds, each figure by itself: one disturbed round does not decide. */
export const medianOf = (rounds: readonly LoadFigures[]): LoadFigures => ({
  perSecond: median(rounds.map((round) => round.perSecond)),
  p50Ms: median(rounds.map((round) => round.p50Ms)),
  p99Ms: median(rounds.map((round) => round.p99Ms)),
  done: rounds.reduce((sum, round) => sum + round.done, 0),
});

const figuresOf = (latencies: readonly number[], seconds: number): LoadFigures => {
  const sorted = Float64Array.from(latencies).sort();
  return {
    perSecond: sorted.length / seconds,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    done: sorted.length,
  };
};

/**
 * Keeps `inFlight` calls under way for `seconds`, after `warmUpSeconds` that do not count. A call that throws ends the run.
 */
export const underLoad = async (
  call: (n: number) => Promise<unknown>,
  { inFlight, seconds, warmUpSeconds = 1 }: { inFlight: number; seconds: number; warmUpSeconds?: number },
): Promise<LoadFigures> => {
  const startCounting = performance.now() + warmUpSeconds * 1_000;
  const end = startCounting + seconds * 1_000;
  const latencies: number[] = [];
  let n = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      const started = performance.now();
      if (started >= end) return;
      n += 1;
      await call(n);
      const finished = performance.now();
      if (started >= startCounting && finished <= end) latencies.push(finished - started);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return figuresOf(latencies, seconds);
};

export type Rate = { perSecond: number; seconds: number; warmUpSeconds?: number };

/**
 * Starts calls at a steady rate, whether or not earlier ones are done, and waits for all. A call's time counts from the moment
 * that it was due, so that a stall is not hidden by the calls that it held up. A call that throws ends the run.
 */
export const atRate = async (
  call: () => Promise<unknown>,
  { perSecond, seconds, warmUpSeconds = 1 }: Rate,
): Promise<LoadFigures> => {
  const started = performance.now();
  const latencies: number[] = [];
  const running: Promise<void>[] = [];
  const due = (n: number): number => started + (n * 1_000) / perSecond;
  for (let n = 0; n < perSecond * (seconds + warmUpSeconds); n += 1) {
    await sleep(Math.max(0, due(n) - performance.now()));
    running.push(
      call().then(() => {
        if (n >= perSecond * warmUpSeconds) latencies.push(performance.now() - due(n));
      }),
    );
  }
  await Promise.all(running);
  return figuresOf(latencies, seconds);
};
