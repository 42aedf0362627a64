"use client";

import { useLayoutEffect } from "react";
import { useReader } from "../shell/reader.tsx";
import { placement } from "./placement.ts";
import { slip } from "./store.ts";

/** Opens the slip of whoever the page is drawn for. What another account's slip had to say goes with it. */
export function SlipOwner() {
  const account = useReader().player?.id ?? null;
  useLayoutEffect(() => {
    if (slip.open(account)) placement.forget();
  }, [account]);
  return null;
}
