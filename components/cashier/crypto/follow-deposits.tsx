"use client";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { usePlayerNotices } from "../../realtime/hooks.ts";

/** Reads the page again when a deposit from a chain has taken a step or is under more blocks. */
export function FollowDeposits() {
  const router = useRouter();
  usePlayerNotices(
    useCallback(
      ({ kind }) => {
        if (kind === "crypto.deposit_changed") router.refresh();
      },
      [router],
    ),
  );
  return null;
}
