"use client";

import { useEffect, useState } from "react";

const LOOK_MS = 250;

/** Whole seconds until then (ms by this browser's clock), counted down; zero afterwards. */
export const useSecondsLeft = (endsAt: number): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((endsAt - now) / 1_000));
};
