"use client";

import { useEffect } from "react";

/** Registers the worker that has a page for when there is no network, once the page has nothing better to do. */
export function ServiceWorker({ version }: { version: string }) {
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    const register = () => {
      navigator.serviceWorker
        .register(`/sw.js?v=${version}`, { updateViaCache: "none" })
        .catch(() => undefined);
    };
    if (document.readyState === "complete") register();
    else window.addEventListener("load", register, { once: true });
    return () => window.removeEventListener("load", register);
  }, [version]);
  return null;
}
