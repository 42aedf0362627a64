"use client";

import { clsx } from "clsx";
import { Star } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { canBeFavourite, type FavouriteKind } from "#lib/sportsbook/favourites/views.ts";
import { announce } from "../ui/announcer.tsx";
import { favourites, useFavourite } from "./store.ts";

/** Marks a competition or a competitor as a favourite, or pins a market. */
export function FavouriteStar({
  kind,
  subject,
  name,
  className,
  onChange,
}: {
  kind: FavouriteKind;
  subject: string;
  name: string;
  className?: string;
  /** Called after a change; without it, the page is drawn again by the server. */
  onChange?: (on: boolean) => void;
}) {
  const t = useTranslations("sportsbook.favourite");
  const router = useRouter();
  const on = useFavourite({ kind, subject });
  if (!canBeFavourite(subject)) return null;
  const pin = kind === "market";
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label={t(pin ? "pin" : "mark", { name })}
      title={t(pin ? (on ? "unpinShort" : "pinShort") : on ? "unmarkShort" : "markShort")}
      onClick={() => {
        const now = favourites.toggle({ kind, subject });
        announce(t(pin ? (now ? "pinned" : "unpinned") : now ? "marked" : "unmarked", { name }));
        if (onChange) onChange(now);
        else router.refresh();
      }}
      className={clsx(
        "relative grid size-11 shrink-0 place-items-center rounded-md hover:bg-hover",
        on ? "text-accent-text" : "text-faint hover:text-ink",
        className,
      )}
    >
      <Star aria-hidden className={clsx("size-4", on && "fill-current")} />
    </button>
  );
}
