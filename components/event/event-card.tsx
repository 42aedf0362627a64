"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { marketFamilyName, namesOf } from "#lib/i18n/market-names.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/views.ts";
import { isSided } from "#lib/sportsbook/markets/views.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { SPORT_UI } from "#lib/sportsbook/sports/ui.ts";
import { useEvent } from "../realtime/hooks.ts";
import { Flag } from "../ui/flag.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { EventClock } from "./event-clock.tsx";
import { MainMarketPrices } from "./main-market-prices.tsx";
import { Serving } from "./score-columns.tsx";

/** With more columns of figures than this there is no room for whole names. */
const COLUMNS_BESIDE_A_NAME = 2;

/** A match that deserves more room than a row. */
export const EventCard = memo(function EventCard({ eventId }: { eventId: string }) {
  const t = useTranslations("sportsbook");
  const m = useTranslations("sports");
  const event = useEvent(eventId);
  if (!event) return null;
  const { name, participants, score, status, competition } = event;
  const { sportId } = competition;
  const sport = sportViews(sportId);
  const named = { sportId, marketType: sport.board[0], specifiers: "", participants: namesOf(event) };
  const summary = status === EVENT_STATUS.notStarted ? null : sport.summary(score);
  const crowded = (summary?.columns.length ?? 0) > COLUMNS_BESIDE_A_NAME;
  const Strip = SPORT_UI[sportId]?.CardStrip;
  return (
    <article className="relative grid h-full grid-cols-1 grid-rows-[auto_1fr_auto] gap-3 rounded-lg border border-line bg-surface p-4 hover:border-line-strong">
      <div className="flex items-baseline justify-between gap-3 text-xs">
        <span className="truncate text-faint">{competition.name}</span>
        <EventClock event={event} day={false} />
      </div>
      <PageLink
        href={`/events/${eventId}` as Route}
        className="grid grid-cols-1 content-start gap-2 after:absolute after:inset-0 after:rounded-lg"
      >
        {!isSided(event) && <span className="truncate font-semibold">{name}</span>}
        {(isSided(event) ? participants : []).map((side, position) => (
          <span key={side.id} className="flex min-w-0 items-center gap-2.5">
            <Flag name={side.name} countryCode={side.countryCode} size="md" />
            <span className="truncate font-semibold">{crowded ? side.shortName : side.name}</span>
            {summary?.serving === position && <Serving label={t("serving")} />}
            <span className="ml-auto flex shrink-0 items-baseline gap-2">
              {summary?.columns.map(({ kind, values }, at) => (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places
                  key={at}
                  className={
                    kind === "total" ? "scoreboard text-xl" : "figures min-w-3 text-right text-muted text-sm"
                  }
                >
                  {values[position]}
                </span>
              ))}
            </span>
          </span>
        ))}
        {Strip && isSided(event) && (
          <span className="block h-5">
            <Strip event={event} />
          </span>
        )}
      </PageLink>
      <MainMarketPrices
        eventId={eventId}
        named={named}
        market={`${name}, ${marketFamilyName(m, named)}`}
        className="relative"
      />
    </article>
  );
});
