"use client";

import { useSyncExternalStore } from "react";

let said = "";
const listeners = new Set<() => void>();

/** Reads a sentence out to those who listen to the page. Prices are never announced. */
export const announce = (text: string): void => {
  // The same sentence twice is read twice only if its text differs.
  said = text === said ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const Announcer = () => (
  <p aria-live="polite" className="sr-only">
    {useSyncExternalStore(
      subscribe,
      () => said,
      () => "",
    )}
  </p>
);
