"use client";

import { useEffect } from "react";

const KEY = "evens-staff-active-at";
const LOOK_EVERY_MS = 15_000;
/** Work in the page keeps the session in use, also where nothing is sent, as in a long form. */
const KEEP_EVERY_MS = 300_000;

/** What the pages of this browser share; null where it keeps nothing for the site. */
const shared = (): Storage | null => {
  try {
    return localStorage;
  } catch {
    return null;
  }
};

/**
 * Signs out when nobody has touched any of this browser's staff pages for so long. Pages that refresh by themselves would otherwise
 * keep an unattended session alive.
 */
export function IdleSignOut({ idleMs, signOut }: { idleMs: number; signOut: () => Promise<void> }) {
  useEffect(() => {
    let keptAt = Date.now();
    let over = false;
    let here = Date.now();
    const touch = (): void => {
      here = Date.now();
      shared()?.setItem(KEY, String(here));
    };
    const look = (): void => {
      const at = Math.max(here, Number(shared()?.getItem(KEY)) || 0);
      if (!over && Date.now() - at >= idleMs) {
        over = true;
        signOut();
      } else if (at > keptAt && Date.now() - keptAt >= KEEP_EVERY_MS) {
        keptAt = Date.now();
        fetch("/api/me").catch(() => undefined);
      }
    };
    touch();
    const timer = setInterval(look, LOOK_EVERY_MS);
    for (const name of ["pointerdown", "keydown"]) addEventListener(name, touch, { passive: true });
    return () => {
      clearInterval(timer);
      for (const name of ["pointerdown", "keydown"]) removeEventListener(name, touch);
    };
  }, [idleMs, signOut]);
  return null;
}
