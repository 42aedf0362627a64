"use client";

import { useEffect } from "react";

/**
 * Moves the focus to the page's heading once it is shown, unless something has it already: after a search, the results are the
 * next thing to hear and to tab to.
 */
export function FocusHeading() {
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>("main h1");
    if (!heading || document.activeElement !== document.body) return;
    heading.tabIndex = -1;
    heading.style.outline = "none";
    heading.focus({ preventScroll: true });
  }, []);
  return null;
}
