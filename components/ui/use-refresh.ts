"use client";

import { useRouter } from "next/navigation";
import { useCallback, useTransition } from "react";

const ANSWER_MS_MAX = 3_000;

const siteAnswers = (): Promise<boolean> =>
  fetch("/api/health/live", {
    method: "HEAD",
    cache: "no-store",
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Reads the page again by the clock. Where nobody answers the page stays as it is: the router would leave it for the browser's own
 * page of what went wrong, and with it what was being written.
 */
export const useRefresh = (): { refresh: () => Promise<void>; pending: boolean } => {
  const router = useRouter();
  const [pending, start] = useTransition();
  const refresh = useCallback(async () => {
    if (await siteAnswers()) start(() => router.refresh());
  }, [router]);
  return { refresh, pending };
};
