"use client";

import { useLayoutEffect } from "react";
import { useSlipAccount } from "../viewer/provider.tsx";
import { placement } from "./placement.ts";
import { slip } from "./store.ts";

/** Opens the viewer's slip. What another account's slip had to say goes with it. */
export function SlipOwner() {
  const account = useSlipAccount();
  useLayoutEffect(() => {
    if (slip.open(account)) placement.forget();
  }, [account]);
  return null;
}
