/** Listeners by key, notified in batches: a change of one key does not call the listeners of another. */
export type Keyed = {
  subscribe(key: string, listener: () => void): () => void;
  /** Records that the key changed; its listeners are called at the next flush. */
  touch(key: string): void;
  flush(): void;
  isWatched(key: string): boolean;
};

export const keyed = (): Keyed => {
  const listeners = new Map<string, Set<() => void>>();
  let touched = new Set<string>();
  return {
    subscribe: (key, listener) => {
      const held = listeners.get(key) ?? new Set();
      held.add(listener);
      listeners.set(key, held);
      return () => {
        held.delete(listener);
        if (held.size === 0 && listeners.get(key) === held) listeners.delete(key);
      };
    },
    touch: (key) => {
      touched.add(key);
    },
    flush: () => {
      const keys = touched;
      touched = new Set();
      for (const key of keys) for (const listener of listeners.get(key) ?? []) listener();
    },
    isWatched: (key) => listeners.has(key),
  };
};

/** Runs the work once before the next paint, or within half a second if nothing is painted (a tab in the background). */
export const nextFrame = (work: () => void): void => {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    work();
  };
  const timer = setTimeout(once, 500);
  globalThis.requestAnimationFrame?.(once);
};
