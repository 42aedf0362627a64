"use client";

import { goToSlip } from "../betslip/slip-navigation.ts";

const LOOK =
  "-translate-y-20 absolute top-1.5 left-2 z-10 rounded-md bg-ink px-4 py-3 font-semibold text-bg text-sm focus:translate-y-0";

/** Seen only by those who come by keyboard: past the top of the page. */
export const SkipLink = ({ children }: { children: string }) => (
  <a href="#main" className={LOOK}>
    {children}
  </a>
);

export const SkipToSlip = ({ children }: { children: string }) => (
  <button type="button" onClick={goToSlip} className={LOOK}>
    {children}
  </button>
);
