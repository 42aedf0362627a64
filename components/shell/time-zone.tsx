"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "#lib/core/cookies.ts";
import { whenIdle } from "../ui/idle.ts";
import { useSignedIn } from "../viewer/provider.tsx";

const YEAR_SECONDS = 31_536_000;

/** Tells the server a visitor's time zone, once, so that kick-offs are written in it. Players have it in their settings. */
export function VisitorTimeZone() {
  const router = useRouter();
  const written = useTimeZone();
  const signedIn = useSignedIn();
  useEffect(() => {
    if (signedIn || document.cookie.includes(`${TIME_ZONE_COOKIE}=`)) return;
    // A browser's first formatter takes a phone some fifty milliseconds.
    return whenIdle(() => {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
      if (timeZone === written) return;
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
      document.cookie = `${TIME_ZONE_COOKIE}=${timeZone}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
      router.refresh();
    });
  }, [router, written, signedIn]);
  return null;
}
