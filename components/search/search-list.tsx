"use client";

import { clsx } from "clsx";
import { Clock3, Search } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { KickOff } from "../event/kick-off.tsx";
import { Flag } from "../ui/flag.tsx";
import { PageLink } from "../ui/page-link.tsx";
import type { SearchItem } from "./items.ts";

function Line({ item }: { item: SearchItem }): ReactNode {
  const t = useTranslations("shell.searchList");
  switch (item.kind) {
    case "recent":
      return (
        <>
          <Clock3 aria-hidden className="size-4 shrink-0 text-faint" />
          <span className="truncate">{item.text}</span>
        </>
      );
    case "all":
      return (
        <>
          <Search aria-hidden className="size-4 shrink-0 text-faint" />
          <span className="truncate">{t("all", { text: item.text })}</span>
        </>
      );
    case "competition":
      return (
        <>
          <Flag name={item.of.name} countryCode={item.of.countryCode} />
          <span className="min-w-0">
            <span className="block truncate font-medium">{item.of.name}</span>
            <span className="block truncate text-faint text-xs">{item.of.category}</span>
          </span>
          <span className="figures ml-auto shrink-0 text-faint text-xs">{item.of.open}</span>
        </>
      );
    case "event":
      return (
        <>
          <span className="min-w-0">
            <span className="block truncate font-medium">{item.of.name}</span>
            <span className="block truncate text-faint text-xs">{item.of.competition}</span>
          </span>
          <span className="ml-auto shrink-0 text-right text-xs">
            {item.of.running ? (
              <span className="font-semibold text-up">{t("live")}</span>
            ) : (
              <KickOff at={item.of.startsAt} day className="text-muted" />
            )}
          </span>
        </>
      );
  }
}

/** What a search offers while it is typed. Focus stays in the box: its arrow keys move through the list. */
export function SearchList({
  id,
  items,
  active,
  text,
  answered,
  onChoose,
  onForget,
}: {
  id: string;
  items: readonly SearchItem[];
  /** The item that Enter opens, or -1. */
  active: number;
  text: string;
  answered: boolean;
  onChoose: (item: SearchItem) => void;
  onForget: () => void;
}) {
  const t = useTranslations("shell.searchList");
  if (items.length === 0)
    return text !== "" && answered ? (
      <p role="status" className="p-4 text-muted text-sm">
        {t("none", { text })}
      </p>
    ) : null;
  return (
    <>
      {text === "" && (
        <div className="flex h-9 items-center justify-between pr-1 pl-3">
          <h2 className="eyebrow">{t("recent")}</h2>
          <button
            type="button"
            onMouseDown={(event) => event.preventDefault()}
            onClick={onForget}
            className="h-9 rounded-md px-2 text-muted text-xs hover:text-ink"
          >
            {t("forget")}
          </button>
        </div>
      )}
      <div id={id} role="listbox" aria-label={t("label")}>
        {items.map((item, at) => (
          <PageLink
            key={item.key}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            tabIndex={-1}
            href={item.href as Route}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(item)}
            className={clsx(
              "flex min-h-11 items-center gap-3 px-3 py-1.5 text-sm hover:bg-hover",
              at === active && "bg-hover",
            )}
          >
            <Line item={item} />
          </PageLink>
        ))}
      </div>
    </>
  );
}
