"use client";

import { useEffect } from "react";
import { isTyping, searchKey } from "../shell/search-key.ts";

const STEPS: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * j and k (or the arrows, once a row has the focus) move through the rows of the page's tables; "x" selects; "/" goes
 * to the search. Letters do nothing if the viewer has turned single keys off.
 */
export function RowKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog]")) return;
      if (event.key.length === 1 && !searchKey.on()) return;
      if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("[data-search] input");
        if (search) {
          event.preventDefault();
          search.focus();
          search.select();
        }
        return;
      }
      if (event.key === "x") {
        const row = document.activeElement?.closest("tr");
        row?.querySelector<HTMLInputElement>("[data-row-select]")?.click();
        return;
      }
      const step = STEPS[event.key];
      if (!step) return;
      const links = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
      const at = links.indexOf(document.activeElement as HTMLElement);
      if (at < 0 && event.key.startsWith("Arrow")) return;
      const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return null;
}
