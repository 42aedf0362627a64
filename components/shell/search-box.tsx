"use client";

import { Search } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { isTyping, searchKey, useSearchKey } from "./search-key.ts";

/**
 * A plain form, so that it works before any script does; it keeps what was searched for. "/" goes to it from anywhere, unless that
 * is turned off.
 */
export function SearchBox({ autoFocus = false }: { autoFocus?: boolean }) {
  const t = useTranslations("shell");
  const byKey = useSearchKey();
  const input = useRef<HTMLInputElement>(null);
  const query = useSearchParams().get("q");
  const text = usePathname() === "/search" ? (query ?? "") : "";

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      if (!searchKey.on()) return;
      if (!input.current?.checkVisibility()) return;
      event.preventDefault();
      input.current.select();
      input.current.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <search>
      <form action="/search" className="relative">
        <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3 size-4 text-faint" />
        <input
          key={text}
          ref={input}
          type="search"
          name="q"
          defaultValue={text}
          // biome-ignore lint/a11y/noAutofocus: only on the page that is nothing but this box
          autoFocus={autoFocus}
          aria-label={t("search")}
          aria-keyshortcuts={byKey ? "/" : undefined}
          title={byKey ? t("searchKey") : undefined}
          placeholder={t("searchShort")}
          autoComplete="off"
          enterKeyHint="search"
          className="h-11 w-full rounded-md bg-raised pr-10 pl-9 text-base hover:bg-hover focus:bg-bg"
        />
        <kbd
          aria-hidden
          hidden={!byKey}
          className="pointer-events-none absolute top-3 right-3 hidden [&[hidden]]:hidden rounded-sm border border-line-strong px-1.5 font-sans text-2xs text-faint desk:block"
        >
          /
        </kbd>
      </form>
    </search>
  );
}
