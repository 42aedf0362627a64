"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { useEffect, useState } from "react";
import type { SuspensionActions } from "../suspend-button.tsx";
import type { PalettePage } from "./items.ts";
import { PaletteList } from "./palette-list.tsx";
import type { LookupAction } from "./use-lookup.ts";

/** Goes to any page, event, competition, player or bet by a few letters, and suspends an event. Ctrl or Cmd and K opens and closes it. */
export function Palette({
  pages,
  maySuspend,
  lookup,
  suspend,
  resume,
}: SuspensionActions & { pages: readonly PalettePage[]; maySuspend: boolean; lookup: LookupAction }) {
  const t = useTranslations("admin.palette");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      const dialog = document.querySelector("[role=dialog]");
      if (dialog && !dialog.hasAttribute("data-palette")) return;
      event.preventDefault();
      setOpen((shown) => !shown);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <Primitive.Root onOpenChange={setOpen} open={open}>
      <Primitive.Trigger
        aria-keyshortcuts="Control+K Meta+K"
        className="inline-flex min-h-8 min-w-0 items-center gap-2 rounded-md border border-line px-2.5 text-muted hover:bg-raised hover:text-ink pointer-coarse:min-h-11"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{t("open")}</span>
        <kbd
          aria-hidden
          className="rounded-sm border border-line-strong px-1 font-sans text-2xs text-faint max-lg:hidden"
        >
          {t("key")}
        </kbd>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 animate-appear bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-50 flex max-h-[calc(100dvh-1rem)] animate-appear flex-col overflow-hidden rounded-xl border border-line bg-surface shadow-float sm:inset-x-auto sm:top-[12vh] sm:left-1/2 sm:max-h-[min(34rem,76vh)] sm:w-[min(40rem,calc(100vw-2rem))] sm:-translate-x-1/2"
          data-palette
        >
          <Primitive.Title className="sr-only">{t("title")}</Primitive.Title>
          <PaletteList
            close={() => setOpen(false)}
            lookup={lookup}
            maySuspend={maySuspend}
            pages={pages}
            resume={resume}
            suspend={suspend}
          />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
