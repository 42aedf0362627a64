"use client";

import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { marketFamilyName, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import type { BetLegView } from "#lib/sportsbook/betting/schema.ts";
import { EventClock } from "../event/event-clock.tsx";
import { useEvent } from "../realtime/hooks.ts";
import { useReader } from "../shell/reader.tsx";
import { Flag } from "../ui/flag.tsx";
import { ResultBadge } from "./result-badge.tsx";

/** One selection of a bet, with its match as it stands now. */
export function BetLeg({ leg, single }: { leg: BetLegView; single: boolean }) {
  const m = useTranslations("markets");
  const { oddsFormat } = useReader();
  // A decided leg's match has nothing more to tell.
  const event = useEvent(leg.eventId, { follow: leg.result === null });
  const { home, away } = leg.event;
  const named = { ...leg, home: home.name, away: away.name };
  const goals = event && event.score.phase !== "not_started" ? event.score.goals : null;
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0">
        <p className="font-semibold">{outcomeName(m, named, leg.outcomeKey)}</p>
        <p className="text-muted text-sm">{marketFamilyName(m, named)}</p>
      </div>
      <div className="text-right">
        <p className="figures font-semibold">{formatOdds(leg.odds, oddsFormat)}</p>
        {!single && leg.result && <ResultBadge result={leg.result} />}
      </div>
      <Link
        href={`/events/${leg.eventId}` as Route}
        className="col-span-2 flex min-h-8 min-w-0 items-center gap-2 text-muted text-sm hover:text-ink"
      >
        <Flag name={home.name} countryCode={home.countryCode} />
        <span className="truncate">{home.name}</span>
        <span className="figures shrink-0 font-semibold text-ink">
          {goals ? `${goals.home}–${goals.away}` : "–"}
        </span>
        <span className="truncate">{away.name}</span>
        <Flag name={away.name} countryCode={away.countryCode} />
        <span className="ml-auto shrink-0 text-xs">{event && <EventClock event={event} />}</span>
      </Link>
    </li>
  );
}
