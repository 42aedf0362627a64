"use client";

import { clsx } from "clsx";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { marketFamilyName, markName, namesOf } from "#lib/i18n/market-names.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/views.ts";
import { type ScoreSummary, sportViews } from "#lib/sportsbook/sports/schema.ts";
import { useEvent } from "../realtime/hooks.ts";
import { Flag } from "../ui/flag.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { EventClock } from "./event-clock.tsx";
import { MainMarketPrices } from "./main-market-prices.tsx";
import { ScoreColumns, Serving } from "./score-columns.tsx";

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

/** One match in a list: its state, who plays, and the odds of its main market. */
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
  if (!event) return null;
  const { name, participants, score, status } = event;
  const { sportId } = event.competition;
  const sport = sportViews(sportId);
  const summary = status === EVENT_STATUS.notStarted ? null : sport.summary(score);
  const named = {
    sportId,
    marketType: sport.headMarket,
    specifiers: "",
    participants: namesOf(event),
  };
  return (
    <article className="group relative grid grid-cols-[3.75rem_1fr] items-center gap-x-3 gap-y-2.5 px-3 py-2.5 sm:py-2 sm:grid-cols-[3.75rem_1fr_auto] sm:px-4">
      <div className="self-start pt-0.5 text-sm sm:self-center sm:pt-0">
        <EventClock event={event} day={day || (underDayOf ?? event.startsAt) !== event.startsAt} />
      </div>
      <div className="min-w-0">
        <PageLink
          href={`/events/${eventId}` as Route}
          className="grid gap-0.5 after:absolute after:inset-0 group-hover:[&_.name]:underline"
        >
          {sport.participants === "field" && (
            <span className="name truncate font-medium decoration-line-strong underline-offset-3">
              {name}
            </span>
          )}
          {(sport.participants === "field" ? [] : participants).map((side, position) => (
            <span key={side.id} className="flex min-w-0 items-center gap-2">
              <Flag name={side.name} countryCode={side.countryCode} />
              <span className="name truncate font-medium decoration-line-strong underline-offset-3">
                {side.name}
              </span>
              {summary && (
                <Marks sportId={sportId} marks={summary.marks.filter((mark) => mark.position === position)} />
              )}
              {summary?.serving === position && <Serving label={t("serving")} />}
              <ScoreColumns summary={summary} position={position as 0 | 1} />
            </span>
          ))}
        </PageLink>
        {competition && (
          <p className="mt-0.5 truncate text-faint text-xs">
            {event.competition.name}
            <span aria-hidden> · </span>
            {t("markets", { count: event.marketsCount })}
          </p>
        )}
      </div>
      <MainMarketPrices
        named={named}
        eventId={eventId}
        market={`${name}, ${marketFamilyName(m, named)}`}
        className="relative col-span-2 sm:col-span-1 sm:w-63"
      />
    </article>
  );
});
