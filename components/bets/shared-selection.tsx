"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { marketFamilyName, outcomeName } from "#lib/i18n/market-names.ts";
import { EventClock } from "../event/event-clock.tsx";
import { useNamed } from "../event/use-named.ts";
import { PriceButton } from "../odds/price-button.tsx";
import { PageLink } from "../ui/page-link.tsx";

export type SharedLeg = { eventId: string; marketId: string; outcomeKey: string };

/** A shared selection, at its current odds. */
export function SharedSelection({ eventId, marketId, outcomeKey }: SharedLeg) {
  const m = useTranslations("sports");
  const { event, named } = useNamed(marketId);
  if (!event) return null;
  const market = marketFamilyName(m, named);
  const outcome = outcomeName(m, named, outcomeKey);
  const match = event.name;
  return (
    <li className="grid grid-cols-[1fr_5.25rem] items-center gap-x-4 px-4 py-3">
      <div className="min-w-0">
        <p className="font-semibold">{outcome}</p>
        <p className="text-muted text-sm">{market}</p>
        <p className="flex items-center gap-2 text-faint text-xs">
          <PageLink
            href={`/events/${eventId}` as Route}
            className="-my-2 min-w-0 truncate py-3 hover:text-ink hover:underline"
          >
            {match}
          </PageLink>
          <span className="shrink-0">
            <EventClock event={event} day />
          </span>
        </p>
      </div>
      <PriceButton
        marketId={marketId}
        outcomeKey={outcomeKey}
        market={`${match}, ${market}`}
        outcome={outcome}
      />
    </li>
  );
}
