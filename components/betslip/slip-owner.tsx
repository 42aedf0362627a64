"use client";

import { useLayoutEffect } from "react";
import { useSlipAccount } from "../viewer/provider.tsx";
import { placement } from "./placement.ts";
import { slip } from "./store.ts";

/** Opens the viewer's slip. Results of another account's slip are cleared. */
export function SlipOwner() {
  const account = useSlipAccount();
  useLayoutEffect(() => {
    if (slip.open(account)) placement.forget();
  }, [account]);
  return null;
}
