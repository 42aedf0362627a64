"use client";

import { useSyncExternalStore } from "react";
import { SEARCH_KEY_COOKIE } from "#lib/core/cookies.ts";

const YEAR_SECONDS = 31_536_000;
const OFF = `${SEARCH_KEY_COOKIE}=off`;

const listeners = new Set<() => void>();

const read = (): boolean => !document.cookie.split("; ").includes(OFF);

/**
 * Whether "/" goes to the search. A matter of the device, like what else listens to its keys: a single letter may be in the
 * way of speech input or a switch (WCAG 2.2, 2.1.4), so it can be turned off with or without an account.
 */
export const searchKey = {
  on: read,
  set: (on: boolean): void => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
    document.cookie = `${on ? `${SEARCH_KEY_COOKIE}=on; max-age=0` : `${OFF}; max-age=${YEAR_SECONDS}`}; path=/; samesite=lax`;
    for (const listener of listeners) listener();
  },
};

/** Whether a key pressed there is text and no shortcut. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSearchKey = (): boolean => useSyncExternalStore(subscribe, read, () => true);
