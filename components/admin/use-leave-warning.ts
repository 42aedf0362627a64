"use client";

import { useEffect } from "react";

/** The link that a plain click follows in this tab, to another page. */
const followed = (event: MouseEvent): HTMLAnchorElement | null => {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = (event.target as Element | null)?.closest?.<HTMLAnchorElement>("a[href]");
  if (!link || (link.target && link.target !== "_self") || link.hasAttribute("download")) return null;
  return link.pathname === location.pathname && link.host === location.host ? null : link;
};

/**
 * While there are unsaved changes, asks before the page is left: `question` for a link, back and forward, the
 * browser's own text for a reload, closing or another address. A browser without the Navigation API does not ask at
 * back and forward.
 */
export function useLeaveWarning(unsaved: boolean, question: string): void {
  useEffect(() => {
    if (!unsaved) return;
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    const onClick = (event: MouseEvent): void => {
      if (!followed(event) || window.confirm(question)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const onNavigate = (event: NavigateEvent): void => {
      if (event.navigationType !== "traverse" || !event.cancelable || window.confirm(question)) return;
      event.preventDefault();
    };
    window.addEventListener("beforeunload", onUnload);
    // Before the router handles it.
    window.addEventListener("click", onClick, { capture: true });
    window.navigation?.addEventListener("navigate", onNavigate);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      window.removeEventListener("click", onClick, { capture: true });
      window.navigation?.removeEventListener("navigate", onNavigate);
    };
  }, [unsaved, question]);
}
