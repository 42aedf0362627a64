"use client";

import { useCallback } from "react";
import { usePlayerNotices } from "../realtime/hooks.ts";
import { useReloadViewer } from "../viewer/provider.tsx";

/** Draws the page as the player's settings say now, when they were changed on another device. */
export function SettingsSync() {
  const reloadViewer = useReloadViewer();
  usePlayerNotices(
    useCallback(
      ({ kind }) => {
        if (kind === "player.settings_changed") reloadViewer();
      },
      [reloadViewer],
    ),
  );
  return null;
}
