import type { ProcessBeat } from "./schema.ts";

/** A process whose beat is older is taken for gone. */
export const BEAT_AGE_MAX_S = 15;

export const isUp = ({ beatAgeS }: Pick<ProcessBeat, "beatAgeS">): boolean => beatAgeS <= BEAT_AGE_MAX_S;

/**
 * Which process took the place of each that is gone: one of its kind that was started after its last beat, on its own host
 * rather than on another, the earliest first. One process takes one place, so a place that nobody took is not in the map.
 */
export const successors = (beats: readonly ProcessBeat[]): Map<string, ProcessBeat> => {
  const took = new Map<string, ProcessBeat>();
  const free = new Set(beats);
  const gone = beats.filter((beat) => !isUp(beat)).sort((a, b) => a.beatAt.getTime() - b.beatAt.getTime());
  for (const elsewhere of [false, true]) {
    for (const left of gone) {
      if (took.has(left.instance)) continue;
      const [next] = [...free]
        .filter((one) => one.process === left.process && one.startedAt > left.beatAt)
        .filter((one) => elsewhere || one.host === left.host)
        .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
      if (!next) continue;
      took.set(left.instance, next);
      free.delete(next);
    }
  }
  return took;
};
