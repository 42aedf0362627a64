"use client";

import { clsx } from "clsx";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { boardMarketName } from "#lib/i18n/market-names.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { keepInAddress } from "../event/address.ts";
import { keepBoardChoice, PLACES, type Place } from "./choice.ts";

// A page from the browser's own history was drawn before the last change.
let latest: Place | null = null;

/**
 * Around lists of matches. Where it is wide they show the markets of the sport's board side by side, elsewhere one of them, which
 * the picker changes: links that the server answers, so that it works before any script does.
 */
export function Board({
  place,
  sportId,
  children,
}: {
  place: Place;
  /** The sport whose names the picker uses. */
  sportId: string;
  children: ReactNode;
}) {
  const t = useTranslations("sportsbook.board");
  const sports = useTranslations("sports");
  const query = useSearchParams();
  const [shown, setShown] = useState(query.has("market") ? place : (latest ?? place));
  const { board } = sportViews(sportId);
  const hrefOf = (each: Place): string => {
    const wanted = new URLSearchParams(query);
    wanted.set("market", String(each));
    return `?${wanted}`;
  };
  const show = (each: Place): void => {
    latest = each;
    setShown(each);
    keepBoardChoice({ place: each });
    keepInAddress("market", String(each));
  };
  return (
    <div className="board" data-market={shown}>
      {board.length > 1 && (
        <nav aria-label={t("label")} className="board-picker scroll-quiet">
          {PLACES.slice(0, board.length).map((each) => (
            <a
              key={each}
              href={hrefOf(each)}
              aria-current={shown === each ? "true" : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                show(each);
              }}
              className={clsx(
                "flex h-11 shrink-0 items-center px-2.5 font-medium text-sm",
                shown === each ? "text-ink shadow-[inset_0_-2px_currentColor]" : "text-muted hover:text-ink",
              )}
            >
              {boardMarketName(sports, sportId, board[each - 1] ?? "")}
            </a>
          ))}
        </nav>
      )}
      {children}
    </div>
  );
}
