"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { usePlayerNotices } from "../realtime/hooks.ts";

/** Draws the page as the player's settings say now, when they were changed on another device. */
export function SettingsNews() {
  const router = useRouter();
  usePlayerNotices(
    useCallback(
      ({ kind }) => {
        if (kind === "player.settings_changed") router.refresh();
      },
      [router],
    ),
  );
  return null;
}
