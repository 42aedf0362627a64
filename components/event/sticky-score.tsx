"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useState } from "react";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { EVENT_STATUS, isFinished } from "#lib/sportsbook/events/views.ts";
import { isSided } from "#lib/sportsbook/markets/views.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { EventClock } from "./event-clock.tsx";

const HEADER_PX = 56;

/** Whether the scoreboard has been scrolled out above. */
const usePast = (board: RefObject<HTMLElement | null>): boolean => {
  const [past, setPast] = useState(false);
  useEffect(() => {
    if (!board.current) return;
    const watch = new IntersectionObserver(
      ([entry]) => entry && setPast(!entry.isIntersecting && entry.boundingClientRect.bottom <= HEADER_PX),
      { rootMargin: `-${HEADER_PX}px 0px 0px` },
    );
    watch.observe(board.current);
    return () => watch.disconnect();
  }, [board]);
  return past;
};

/** The score in one line under the site's head, while the scoreboard is out of sight. Takes no room, so that nothing moves. */
export function StickyScore({ event, board }: { event: HeldEvent; board: RefObject<HTMLElement | null> }) {
  const t = useTranslations("sportsbook");
  const past = usePast(board);
  if (!past) return null;
  const { status, score, participants, competition, name, suspension } = event;
  const [home, away] = participants;
  const sport = sportViews(competition.sportId);
  const summary = status === EVENT_STATUS.notStarted ? null : sport.summary(score);
  const closed = suspension !== null && !isFinished(status);
  return (
    <div className="sticky top-[calc(3.5rem+env(safe-area-inset-top))] z-20 h-0 [@media(max-height:30rem)]:top-0">
      <button
        type="button"
        aria-label={t("toScoreboard", { name })}
        onClick={() => scrollTo({ top: 0 })}
        className="-mx-3 flex h-11 w-[calc(100%+1.5rem)] items-center gap-2 border-b bg-surface px-4 text-sm shadow-float desk:mx-0 desk:w-full desk:rounded-b-lg desk:border-x"
      >
        {home && away && isSided(event) ? (
          <>
            <span className="min-w-0 truncate font-semibold">{home.name}</span>
            <span className="figures shrink-0 font-bold">{summary?.text ?? "–"}</span>
            <span className="min-w-0 truncate font-semibold">{away.name}</span>
          </>
        ) : (
          <span className="min-w-0 truncate font-semibold">{name}</span>
        )}
        <span className="ml-auto flex shrink-0 items-center gap-1.5">
          {closed && <Lock aria-hidden className="size-3.5 text-warn" />}
          <EventClock event={event} />
        </span>
      </button>
    </div>
  );
}
