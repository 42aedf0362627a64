"use client";

import { useEffect, useSyncExternalStore } from "react";
import { type Slip, slip } from "./store.ts";

/** The slip as it stands; empty on the server and until the page is hydrated. */
export const useSlip = (): Slip => {
  const held = useSyncExternalStore(slip.subscribe, slip.current, slip.empty);
  useEffect(() => slip.start(), []);
  return held;
};
