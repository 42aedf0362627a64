"use client";

import { useEffect } from "react";
import { useConnection } from "../realtime/hooks.ts";
import { lastAccount, signingOut } from "../viewer/last-account.ts";
import { useReloadViewer, useViewer, useViewerKnown } from "../viewer/provider.tsx";

/**
 * Reloads the document when another tab of this browser has signed out or signed in with another account: only a new document is
 * free of what the previous account saw.
 */
export function AccountWatch() {
  const known = useViewerKnown();
  const account = useViewer()?.id ?? "";
  const reloadViewer = useReloadViewer();
  const { signedOut } = useConnection();

  useEffect(() => {
    if (!known) return;
    lastAccount.write(account);
    const another = (): boolean => !signingOut.now() && (lastAccount.read() ?? account) !== account;
    const look = () => {
      if (!document.hidden && another()) location.reload();
    };
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted && another()) location.reload();
    };
    const stored = ({ key }: StorageEvent) => {
      if (key === lastAccount.key && another()) location.reload();
    };
    addEventListener("storage", stored);
    addEventListener("pageshow", shown);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("storage", stored);
      removeEventListener("pageshow", shown);
      document.removeEventListener("visibilitychange", look);
    };
  }, [known, account]);

  useEffect(() => {
    if (signedOut && !signingOut.now()) reloadViewer();
  }, [signedOut, reloadViewer]);
  return null;
}
