"use client";

import { Zap } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { marketFamilyName, namesOf, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import type { BetLegView } from "#lib/sportsbook/betting/schema.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { EventClock } from "../event/event-clock.tsx";
import { useEvent } from "../realtime/hooks.ts";
import { usePageContext } from "../shell/page-context.tsx";
import { Flag } from "../ui/flag.tsx";
import { PageLink } from "../ui/page-link.tsx";
import type { LegState } from "./leg-state.ts";
import { LegStateBadge } from "./leg-state-badge.tsx";

/** One selection of a bet: what it is, the current state of its match, and its result so far. */
export function BetLeg({
  leg,
  legState,
  follow,
  badge,
  head,
  plainOdds = null,
}: {
  leg: BetLegView;
  legState: LegState;
  /** The match of a settled bet no longer changes. */
  follow: boolean;
  badge: boolean;
  /** Above it: the builder that begins with it. */
  head?: ReactNode;
  /** What it was offered at beside the boost that the bet has. */
  plainOdds?: bigint | null;
}) {
  const t = useTranslations("bets");
  const m = useTranslations("sports");
  const { oddsFormat } = usePageContext();
  const event = useEvent(leg.eventId, { follow });
  const [home, away] = leg.event.participants;
  const named = { ...leg, sportId: leg.event.sportId, participants: namesOf(leg.event) };
  const sport = sportViews(leg.event.sportId);
  const summary = event && sport.summary(event.score);
  const why =
    legState.state !== "decided"
      ? null
      : leg.deadHeat
        ? t("deadHeat", { ...leg.deadHeat })
        : leg.reason === "early"
          ? t("paidEarly")
          : legState.result === "void" && leg.reason
            ? t(`legVoid.${leg.reason}`)
            : null;
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-3">
      {head}
      <div className="min-w-0">
        <p className="font-semibold">{outcomeName(m, named, leg.outcomeKey)}</p>
        <p className="text-muted text-sm">{marketFamilyName(m, named)}</p>
      </div>
      <div className="grid content-start justify-items-end gap-1">
        {/* A builder has one price for all of its legs. */}
        {leg.builder === null && <p className="figures font-semibold">{formatOdds(leg.odds, oddsFormat)}</p>}
        {plainOdds !== null && (
          <p className="flex items-center gap-1 text-accent-text text-xs">
            <Zap aria-hidden className="size-3" />
            {t("boosted", { price: formatOdds(plainOdds, oddsFormat) })}
          </p>
        )}
        {badge && <LegStateBadge legState={legState} sportId={leg.event.sportId} />}
      </div>
      {why && <p className="col-span-2 text-muted text-xs">{why}</p>}
      <PageLink
        href={`/events/${leg.eventId}` as Route}
        className="col-span-2 -my-1 flex min-h-11 min-w-0 items-center gap-2 text-muted text-sm hover:text-ink"
      >
        {home && away && leg.event.participants.length === 2 && sport.participants === "two-sided" ? (
          <>
            <Flag name={home.name} countryCode={home.countryCode} />
            <span className="truncate">{home.name}</span>
            <span className="figures shrink-0 font-semibold text-ink">{summary?.text ?? "–"}</span>
            <span className="truncate">{away.name}</span>
            <Flag name={away.name} countryCode={away.countryCode} />
          </>
        ) : (
          <span className="truncate">{leg.event.name}</span>
        )}
        <span className="ml-auto shrink-0 text-right text-xs">
          {event && <EventClock event={event} day />}
        </span>
      </PageLink>
    </li>
  );
}
