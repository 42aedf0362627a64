"use client";

import { useSyncExternalStore } from "react";
import type { PlayView } from "#lib/players/schema.ts";

/** What the site last said of the player's time, and when that was by this page's own clock. */
export type HeldPlay = { view: PlayView; at: number };

const ANSWER_MS_MAX = 5_000;

let held: HeldPlay | null = null;
let asked = 0;
const listeners = new Set<() => void>();

const set = (view: PlayView | null): void => {
  asked += 1;
  held = view && { view, at: performance.now() };
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The player's time on the site, of this browser's page. */
export const play = {
  set,
  /** Asks the site again. Where it does not answer, what was known stays; the server stops play by itself. */
  refresh: async (): Promise<void> => {
    asked += 1;
    const question = asked;
    try {
      const answer = await fetch("/api/play", {
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
        keepalive: true,
      });
      if (answer.ok && question === asked) set((await answer.json()) as PlayView);
    } catch {
      // Asked again by and by.
    }
  },
};

/** Null until the site has said it, and for visitors. */
export const usePlay = (): HeldPlay | null =>
  useSyncExternalStore(
    subscribe,
    () => held,
    () => null,
  );
