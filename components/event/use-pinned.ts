"use client";

import { useState } from "react";

// A page from the browser's own history was drawn before the last change.
let latest: readonly string[] | null = null;

/** What the server read from the cookie, and a way to follow a change of it, for this and the next match. */
export const usePinned = (
  kept: readonly string[],
): [readonly string[], (pin: string, on: boolean) => void] => {
  const [pinned, setPinned] = useState(latest ?? kept);
  const change = (pin: string, on: boolean): void => {
    latest = [...pinned.filter((each) => each !== pin), ...(on ? [pin] : [])];
    setPinned(latest);
  };
  return [pinned, change];
};
