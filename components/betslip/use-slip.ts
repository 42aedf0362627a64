"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useReader } from "../shell/reader.tsx";
import { type Slip, slip } from "./store.ts";

/** The slip of whoever the page is drawn for; empty on the server and until `SlipOwner` has opened it. */
export const useSlip = (): Slip => {
  const account = useReader().player?.id ?? null;
  const read = useCallback(() => slip.of(account), [account]);
  return useSyncExternalStore(slip.subscribe, read, slip.empty);
};
