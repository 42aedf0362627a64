import type { Timer } from "./provider.ts";

export type ManualTimer = Timer & {
  /** Runs everything that is due by then, in order, each to its end. */
  advanceTo(timeMs: number): Promise<void>;
};

/** Time that passes only on demand: a simulation or a replay runs as fast as the work allows. */
export const manualTimer = (startMs: number): ManualTimer => {
  let nowMs = startMs;
  const due = new Set<{ at: number; run: () => void | Promise<void> }>();
  return {
    nowMs: () => nowMs,
    at: (at, run) => {
      const entry = { at, run };
      due.add(entry);
      return () => due.delete(entry);
    },
    advanceTo: async (timeMs) => {
      for (;;) {
        let next: { at: number; run: () => void | Promise<void> } | undefined;
        for (const entry of due) if (entry.at <= timeMs && (!next || entry.at < next.at)) next = entry;
        if (!next) break;
        due.delete(next);
        nowMs = Math.max(nowMs, next.at);
        await next.run();
      }
      nowMs = Math.max(nowMs, timeMs);
    },
  };
};
