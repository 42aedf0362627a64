"use client";

import { useEffect } from "react";
import type { EarlyPresses as Kept } from "./early-press.ts";

const AGAIN_MS = 100;
const UNTIL_MS = 10_000;

const early = (): Kept | undefined => (typeof window === "undefined" ? undefined : window.earlyPresses);

// This is loaded as React draws the page for the first time: it listens already.
const kept = early();
if (kept) kept.awake = true;

/** Presses again what was pressed before the page was awake, until every part of the page answers. */
export function EarlyPresses() {
  useEffect(() => {
    const latest = performance.now() + UNTIL_MS;
    // Not at once: while React runs effects it answers to nobody.
    const timer = setInterval(() => {
      const unanswered = early()?.kept.splice(0) ?? [];
      for (const button of unanswered) if (button.isConnected) button.click();
      const settled = document.readyState === "complete" && unanswered.length === 0;
      if (settled || performance.now() > latest) clearInterval(timer);
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return null;
}
