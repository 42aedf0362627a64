"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { marketFamilyName, outcomeName } from "#lib/i18n/market-names.ts";
import { marketIdOf } from "#lib/sportsbook/markets/templates.ts";
import { PriceButton } from "../odds/price-button.tsx";
import { useEvent } from "../realtime/hooks.ts";
import { Flag } from "../ui/flag.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { EventClock } from "./event-clock.tsx";
import { footballScore } from "./football-score.ts";
import { MatchTape } from "./match-tape.tsx";

/** A match that deserves more room than a row. */
export const EventCard = memo(function EventCard({ eventId }: { eventId: string }) {
  const m = useTranslations("markets");
  const event = useEvent(eventId);
  if (!event) return null;
  const { home, away, status } = event;
  const score = footballScore(event.score);
  const named = { template: "1x2", specifiers: "", home: home.name, away: away.name };
  const market = `${home.name} – ${away.name}, ${marketFamilyName(m, named)}`;
  const running = status !== 0 && score.phase !== "not_started";
  return (
    <article className="relative grid h-full grid-cols-1 grid-rows-[auto_1fr_auto] gap-3 rounded-lg border border-line bg-surface p-4 hover:border-line-strong">
      <div className="flex items-baseline justify-between gap-3 text-xs">
        <span className="truncate text-faint">{event.competition.name}</span>
        <EventClock event={event} day={false} />
      </div>
      <PageLink
        href={`/events/${eventId}` as Route}
        className="grid grid-cols-1 content-start gap-2 after:absolute after:inset-0 after:rounded-lg"
      >
        {(["home", "away"] as const).map((side) => (
          <span key={side} className="flex min-w-0 items-center gap-2.5">
            <Flag name={event[side].name} countryCode={event[side].countryCode} size="md" />
            <span className="truncate font-semibold">{event[side].name}</span>
            <span className="scoreboard ml-auto text-xl">{running ? score.goals[side] : ""}</span>
          </span>
        ))}
        <MatchTape event={event} />
      </PageLink>
      <div className="relative grid grid-cols-3 gap-1.5">
        {(["home", "draw", "away"] as const).map((key) => (
          <PriceButton
            key={key}
            marketId={marketIdOf(eventId, "1x2", "")}
            outcomeKey={key}
            market={market}
            outcome={outcomeName(m, named, key)}
            label={m(`${key}Short`)}
          />
        ))}
      </div>
    </article>
  );
});
