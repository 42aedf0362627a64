"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useSlipAccount } from "../viewer/provider.tsx";
import { type Slip, slip } from "./store.ts";

/** The viewer's slip; empty on the server and until `SlipOwner` has opened it. */
export const useSlip = (): Slip => {
  const account = useSlipAccount();
  const read = useCallback(() => slip.of(account), [account]);
  return useSyncExternalStore(slip.subscribe, read, slip.empty);
};
