"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { usePlayerNotices } from "../realtime/hooks.ts";

/** Reads the page again when this payment has taken a step, here or on another device. */
export function FollowPayment({ paymentId }: { paymentId: string }) {
  const router = useRouter();
  usePlayerNotices(
    useCallback(
      ({ kind, payload }) => {
        if (kind === "payment.changed" && payload.paymentId === paymentId) router.refresh();
      },
      [router, paymentId],
    ),
  );
  return null;
}
