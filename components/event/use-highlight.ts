"use client";

import { useEffect, useState } from "react";
import type { Highlight } from "#lib/realtime/client/index.ts";
import { useStore } from "../realtime/hooks.ts";
import { soundGoal } from "./goal-sound.ts";

const SHOWN_MS = 3_000;

/** What just happened in an event, for three seconds; null the rest of the time. Beside `useEvent`, which draws it again as it happens. */
export const useHighlight = (eventId: string): Highlight | null => {
  const found = useStore().highlight(eventId);
  const [ended, setEnded] = useState(0);
  useEffect(() => {
    const left = found ? found.at + SHOWN_MS - Date.now() : 0;
    if (!found || left <= 0) return;
    soundGoal(eventId, found.at);
    const timer = setTimeout(() => setEnded(found.at), left);
    return () => clearTimeout(timer);
  }, [eventId, found]);
  return found && found.at !== ended && Date.now() - found.at < SHOWN_MS ? found : null;
};
