"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useMissedNotices, usePlayerNotices } from "../realtime/hooks.ts";

const MOVES: ReadonlySet<string> = new Set([
  "payment.changed",
  "deposit.completed",
  "deposit.reversed",
  "instrument.removed",
]);

/**
 * Reads the page again when this payment, or without an id any payment of the player, has taken a step, here or on another device, or
 * may have before this page was listening.
 */
export function FollowPayment({ paymentId }: { paymentId?: string }) {
  const router = useRouter();
  usePlayerNotices(
    useCallback(
      ({ kind, payload }) => {
        const about = payload.paymentId ?? payload.depositId;
        if (MOVES.has(kind) && (paymentId === undefined || about === paymentId)) router.refresh();
      },
      [router, paymentId],
    ),
  );
  useMissedNotices(useCallback(() => router.refresh(), [router]));
  return null;
}
