"use client";

import { clsx } from "clsx";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { highlightName, markName } from "#lib/i18n/market-names.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/views.ts";
import { isSided } from "#lib/sportsbook/markets/views.ts";
import { type ScoreSummary, sportViews } from "#lib/sportsbook/sports/schema.ts";
import { BoardPrices } from "../board/board-cells.tsx";
import { useEvent } from "../realtime/hooks.ts";
import { Flag } from "../ui/flag.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { EventClock } from "./event-clock.tsx";
import { ScoreColumns, Serving } from "./score-columns.tsx";
import { useHighlight } from "./use-highlight.ts";

function Marks({ sportId, marks }: { sportId: string; marks: ScoreSummary["marks"] }) {
  const t = useTranslations("sports");
  return marks.map(({ kind, count, tone }) => {
    const label = markName(t, sportId, kind, count);
    return (
      <span key={kind} title={label} className="flex shrink-0 gap-0.5">
        <span className="sr-only">{label}</span>
        {Array.from({ length: count }, (_, card) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: cards are alike
            key={card}
            aria-hidden
            className={clsx("h-3 w-2 rounded-[1px]", tone === "red" ? "bg-card-red" : "bg-card-yellow")}
          />
        ))}
      </span>
    );
  });
}

/** With more columns of figures than this there is no room for whole names. */
const COLUMNS_BESIDE_A_NAME = 2;

/** One match in a list: its state, who plays, and the odds of the sport's board. */
export const EventRow = memo(function EventRow({
  eventId,
  follow = false,
  day = false,
  competition = true,
  underDayOf,
}: {
  eventId: string;
  /** The list's own topic carries it, unless the list has none. */
  follow?: boolean;
  day?: boolean;
  competition?: boolean;
  /** The heading above names the day of this start: a match that moved since shows its own. */
  underDayOf?: string;
}) {
  const t = useTranslations("sportsbook");
  const m = useTranslations("sports");
  const event = useEvent(eventId, { follow });
  const highlight = useHighlight(eventId);
  if (!event) return null;
  const { name, participants, score, status } = event;
  const { sportId } = event.competition;
  const sport = sportViews(sportId);
  const summary = status === EVENT_STATUS.notStarted ? null : sport.summary(score);
  const crowded = (summary?.columns.length ?? 0) > COLUMNS_BESIDE_A_NAME;
  const moreMarkets = t("markets", { count: event.marketsCount });
  return (
    <article
      className="board-row group relative"
      data-markets={sport.board.length}
      data-highlight={highlight?.key}
    >
      <div className="board-clock">
        {highlight ? (
          <span className="font-bold text-up">{highlightName(m, sportId, highlight.key)}</span>
        ) : (
          <EventClock event={event} day={day || (underDayOf ?? event.startsAt) !== event.startsAt} />
        )}
        {competition && (
          <span title={event.competition.name} className="truncate text-faint">
            {event.competition.name}
          </span>
        )}
      </div>
      <div className="board-teams">
        <PageLink
          href={`/events/${eventId}` as Route}
          className="grid after:absolute after:inset-0 group-hover:[&_.name]:underline"
        >
          {!isSided(event) && (
            <span className="name truncate font-medium decoration-line-strong underline-offset-3">
              {name}
            </span>
          )}
          {(isSided(event) ? participants : []).map((side, position) => (
            <span key={side.id} className="flex h-5 min-w-0 items-center gap-2 text-sm">
              <Flag name={side.name} countryCode={side.countryCode} />
              <span className="name truncate font-medium decoration-line-strong underline-offset-3">
                {crowded ? side.shortName : side.name}
              </span>
              {summary && (
                <Marks sportId={sportId} marks={summary.marks.filter((mark) => mark.position === position)} />
              )}
              {summary?.serving === position && <Serving label={t("serving")} />}
              <ScoreColumns summary={summary} position={position as 0 | 1} />
            </span>
          ))}
        </PageLink>
      </div>
      <BoardPrices event={event} />
      <span title={moreMarkets} className="board-more figures text-faint text-xs">
        <span aria-hidden>{event.marketsCount}</span>
        <span className="sr-only">{moreMarkets}</span>
      </span>
    </article>
  );
});
