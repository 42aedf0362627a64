"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

/** The page that a plain click in this tab asks for; null where the browser itself shall do what it does with a link. */
const askedFor = (event: MouseEvent): string | null => {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = (event.target as Element | null)?.closest?.<HTMLAnchorElement>("a[data-page]");
  if (!link || (link.target && link.target !== "_self")) return null;
  return link.pathname + link.search + link.hash;
};

/**
 * Follows every `PageLink` without loading the document anew, with one listener for all of them. While the next page is on its
 * way, `data-leaving` draws a line over the top of the one that is there.
 */
export function Navigator() {
  const router = useRouter();
  const [leaving, start] = useTransition();
  useEffect(() => {
    const onClick = (event: MouseEvent): void => {
      const page = askedFor(event);
      if (page === null) return;
      event.preventDefault();
      start(() => router.push(page as Parameters<typeof router.push>[0]));
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [router]);
  useEffect(() => {
    if (!leaving) return;
    const { dataset } = document.documentElement;
    dataset.leaving = "";
    return () => {
      delete dataset.leaving;
    };
  }, [leaving]);
  return null;
}
