"use client";

import { useState } from "react";
import { OPEN_MARKETS_COOKIE } from "#lib/core/cookies.ts";
import { type OpenMarkets, writeOpenMarkets } from "./open-markets.ts";

const YEAR_SECONDS = 31_536_000;

// A page from the browser's own history was drawn before the last change.
let latest: OpenMarkets | null = null;

/** What the server read from the cookie, and a way to change it for this and the next match. */
export const useOpenMarkets = (
  kept: OpenMarkets,
  asked: string | null,
): [OpenMarkets, (change: Partial<OpenMarkets>) => void] => {
  const [open, setOpen] = useState(() => ({ ...(latest ?? kept), ...(asked && { group: asked }) }));
  const change = (news: Partial<OpenMarkets>) => {
    latest = { ...open, ...news };
    setOpen(latest);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
    document.cookie = `${OPEN_MARKETS_COOKIE}=${writeOpenMarkets(latest)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  };
  return [open, change];
};
