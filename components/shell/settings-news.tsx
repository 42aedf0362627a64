"use client";

import { useCallback } from "react";
import { usePlayerNotices } from "../realtime/hooks.ts";
import { useReloadViewer } from "../viewer/provider.tsx";

/** Draws the page as the player's settings say now, when they were changed on another device. */
export function SettingsNews() {
  const reloadViewer = useReloadViewer();
  usePlayerNotices(
    useCallback(
      ({ kind }) => {
<<<<<<< HEAD
        if (kind === "player.settings_changed") router.refresh();
=======
        if (kind === "settings") reloadViewer();
>>>>>>> 19ba1c8 (pages: share one drawing among visitors and signed-in players)
      },
      [reloadViewer],
    ),
  );
  return null;
}
