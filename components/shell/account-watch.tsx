"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useConnection } from "../realtime/hooks.ts";

const KEY = "evens.account";

const read = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const write = (account: string): void => {
  try {
    localStorage.setItem(KEY, account);
  } catch {
    // A browser that keeps nothing has no other tabs to keep in step: the sidecar still says when a session has ended.
  }
};

/** Draws the page anew when this browser has signed out, or in with another account, in another tab meanwhile. */
export function AccountWatch({ account }: { account: string | null }) {
  const router = useRouter();
  const { signedOut } = useConnection();

  useEffect(() => {
    const mine = account ?? "";
    write(mine);
    const another = (): boolean => (read() ?? mine) !== mine;
    const look = () => {
      if (document.hidden || !another()) return;
      // Should the browser be signed in as this page says after all, it is not asked again and again.
      write(mine);
      router.refresh();
    };
    // Out of the back/forward cache comes all that the other account saw: only a new document is free of it.
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted && another()) location.reload();
    };
    const stored = ({ key }: StorageEvent) => {
      if (key === KEY && another()) router.refresh();
    };
    addEventListener("storage", stored);
    addEventListener("pageshow", shown);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("storage", stored);
      removeEventListener("pageshow", shown);
      document.removeEventListener("visibilitychange", look);
    };
  }, [account, router]);

  useEffect(() => {
    if (signedOut) router.refresh();
  }, [signedOut, router]);
  return null;
}
