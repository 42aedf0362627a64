"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import type { Route } from "next";
import dynamic from "next/dynamic";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { isTyping, searchKey, useSearchKey } from "../shell/search-key.ts";
import { itemsOf, type SearchItem } from "./items.ts";
import { forgetSearches, recentSearches, rememberSearch } from "./recent.ts";
import { useHits } from "./use-hits.ts";

// A script of its own, which the first letter asks for.
const SearchList = dynamic(() => import("./search-list.tsx").then(({ SearchList: List }) => List), {
  ssr: false,
});

/**
 * A plain form, so that it works before any script does; it keeps what was searched for. From the first letter on it lists what
 * the text finds. "/" goes to it from anywhere, unless that is turned off.
 */
export function SearchBox({
  autoFocus = false,
  inline = false,
  onLeave,
}: {
  autoFocus?: boolean;
  /** The list stands below the box instead of over the page. */
  inline?: boolean;
  /** Called as something was chosen, and the page is left. */
  onLeave?: () => void;
}) {
  const t = useTranslations("shell");
  const id = useId();
  const router = useRouter();
  const byKey = useSearchKey();
  const input = useRef<HTMLInputElement>(null);
  const query = useSearchParams().get("q");
  const asked = usePathname() === "/search" ? (query ?? "") : "";
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [recent, setRecent] = useState<string[]>([]);
  const text = (typed ?? asked).trim();
  const found = useHits(open ? text : "");
  const items = open ? itemsOf(text, found?.hits ?? null, recent) : [];

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

  const show = (): void => {
    setRecent(recentSearches());
    setActive(-1);
    setOpen(true);
  };
  const leave = (): void => {
    rememberSearch(text);
    setOpen(false);
    onLeave?.();
  };
  const choose = (item: SearchItem): void => {
    if (item.kind === "recent") {
      setTyped(item.text);
      if (input.current) input.current.value = item.text;
    }
    leave();
  };
  const onKeyDown = (event: ReactKeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      event.preventDefault();
      setActive((active + step + items.length + (active < 0 && step < 0 ? 1 : 0)) % items.length);
    } else if (event.key === "Escape" && open && items.length > 0) {
      // The first one closes the list, and not the sheet around it; a search field would be emptied.
      event.preventDefault();
      if (!inline) event.stopPropagation();
      if (!inline) setOpen(false);
    } else if (event.key === "Enter" && items[active]) {
      const item = items[active];
      event.preventDefault();
      choose(item);
      router.push(item.href as Route);
    }
  };

  const listed = items.length > 0;
  return (
    <search
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!inline && !currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <form action="/search" className="relative" onSubmit={() => rememberSearch(text)}>
        <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3 size-4 text-faint" />
        <input
          key={asked}
          ref={input}
          type="search"
          name="q"
          defaultValue={asked}
          role="combobox"
          aria-expanded={listed}
          aria-controls={listed ? id : undefined}
          aria-activedescendant={active >= 0 && listed ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          // biome-ignore lint/a11y/noAutofocus: only where there is nothing but this box
          autoFocus={autoFocus}
          aria-label={t("search")}
          aria-keyshortcuts={byKey ? "/" : undefined}
          title={byKey ? t("searchKey") : undefined}
          placeholder={t("searchShort")}
          autoComplete="off"
          enterKeyHint="search"
          onFocus={show}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            show();
          }}
          onKeyDown={onKeyDown}
          className="h-11 w-full rounded-md bg-raised pr-10 pl-9 text-base hover:bg-hover focus:bg-bg"
        />
        <kbd
          aria-hidden
          hidden={!byKey || inline}
          className="pointer-events-none absolute top-3 right-3 hidden [&[hidden]]:hidden rounded-sm border border-line-strong px-1.5 font-sans text-2xs text-faint desk:block"
        >
          /
        </kbd>
      </form>
      {open && (text !== "" || recent.length > 0) && (
        <div
          className={clsx(
            "overflow-y-auto",
            inline
              ? "mt-2"
              : "absolute z-40 mt-1 max-h-[min(32rem,75dvh)] w-[min(26rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface shadow-float empty:hidden",
          )}
        >
          <SearchList
            id={id}
            items={items}
            active={active}
            text={text}
            answered={found !== null && found.of === text}
            onChoose={choose}
            onForget={() => {
              forgetSearches();
              setRecent([]);
            }}
          />
        </div>
      )}
    </search>
  );
}
