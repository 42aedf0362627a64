"use client";

import { useCallback, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const EMPTY = "";

const read = (key: string): string => {
  try {
    return localStorage.getItem(key) ?? EMPTY;
  } catch {
    return EMPTY;
  }
};

/** A set of words that this browser remembers. Empty on the server and while the page wakes up. */
export const useRemembered = (key: string): [ReadonlySet<string>, (word: string, held: boolean) => void] => {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(key),
    () => EMPTY,
  );
  const set = useCallback(
    (word: string, held: boolean) => {
      const words = new Set(read(key).split(" ").filter(Boolean));
      if (held) words.add(word);
      else words.delete(word);
      try {
        localStorage.setItem(key, [...words].join(" "));
      } catch {
        return;
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [new Set(text.split(" ").filter(Boolean)), set];
};
