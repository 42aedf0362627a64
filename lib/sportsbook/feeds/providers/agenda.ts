import type { Timer } from "./provider.ts";

type Entry = { at: number; order: number; run: () => Promise<void> };

/**
 * Runs tasks at their times, one after the other and in order of time, however late they are. At most one timer is
 * armed.
 */
export const agenda = (timer: Timer, onFault: (error: unknown) => void) => {
  const entries: Entry[] = [];
  let order = 0;
  let cancel: (() => void) | undefined;
  let working: Promise<void> | undefined;
  let stopped = false;

  const work = async (): Promise<void> => {
    while (!stopped) {
      const next = entries[0];
      if (!next || next.at > timer.nowMs()) break;
      entries.shift();
      try {
        await next.run();
      } catch (error) {
        onFault(error);
      }
    }
  };

  const arm = (): void => {
    if (stopped || working) return;
    cancel?.();
    const next = entries[0];
    cancel = next
      ? timer.at(next.at, () => {
          working ??= work().finally(() => {
            working = undefined;
            arm();
          });
          return working;
        })
      : undefined;
  };

  return {
    at: (at: number, run: () => Promise<void>): void => {
      order += 1;
      const entry = { at, order, run };
      let place = entries.length;
      while (place > 0 && (entries[place - 1] as Entry).at > at) place -= 1;
      entries.splice(place, 0, entry);
      if (place === 0) arm();
    },
    stop: async (): Promise<void> => {
      stopped = true;
      cancel?.();
      await working;
    },
  };
};
