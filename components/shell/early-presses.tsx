"use client";

import { useEffect } from "react";
import type { EarlyPresses as Kept } from "./early-press.ts";

const AGAIN_MS = 100;
const UNTIL_MS = 10_000;

const early = (): Kept | undefined => (typeof window === "undefined" ? undefined : window.earlyPresses);

// This is loaded as React draws the page for the first time: it listens already.
const kept = early();
if (kept) kept.awake = true;

/** Presses again what was pressed before its part of the page was hydrated. */
export function EarlyPresses() {
  useEffect(() => {
    const latest = performance.now() + UNTIL_MS;
    // Not at once: while React runs effects it answers to nobody.
    const timer = setInterval(() => {
      // A part of the page may hydrate some time after its last script has come.
      for (const button of early()?.kept.splice(0) ?? []) if (button.isConnected) button.click();
      if (performance.now() > latest) clearInterval(timer);
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return null;
}
