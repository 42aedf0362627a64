"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { useMissedNotices, usePlayerNotices } from "../realtime/hooks.ts";

const GATHER_MS = 300;

/**
 * Refreshes the page when one of the player's bets was received, placed, rejected or settled, here or on another
 * device, or may have been before this page was listening.
 */
export function RefreshOnBetEvents() {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refreshSoon = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), GATHER_MS);
  }, [router]);
  usePlayerNotices(
    useCallback(
      ({ kind }) => {
        if (kind.startsWith("bet.")) refreshSoon();
      },
      [refreshSoon],
    ),
  );
  useMissedNotices(refreshSoon);
  useEffect(() => () => clearTimeout(timer.current), []);
  return null;
}
