"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { usePlayerNotices } from "../realtime/hooks.ts";

const GATHER_MS = 300;

/**
 * Refreshes the page when one of the player's bets was received, placed, rejected or settled, here or on another
 * device.
 */
export function RefreshOnBetEvents() {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  usePlayerNotices(
    useCallback(
      ({ kind }) => {
        if (!kind.startsWith("bet.")) return;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => router.refresh(), GATHER_MS);
      },
      [router],
    ),
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return null;
}
