"use client";

import type { Route } from "next";
import { useState } from "react";
import { isOpenMarket } from "#lib/sportsbook/markets/schema.ts";
import { useEvent, useStore } from "../realtime/hooks.ts";
import { PageLink } from "../ui/page-link.tsx";
import { BetsUntil } from "./bets-until.tsx";
import { MarketBlock } from "./market-block.tsx";
import { familiesOf } from "./market-groups.ts";

const noPin = (): void => undefined;

function Outright({ eventId }: { eventId: string }) {
  const event = useEvent(eventId);
  const store = useStore();
  const [folded, setFolded] = useState<readonly string[]>([]);
  if (!event) return null;
  const open = event.marketIds.filter((id) => isOpenMarket(store.market(id)?.status ?? 0));
  if (open.length === 0) return null;
  return (
    <section aria-labelledby={`outright-${eventId}`} className="grid content-start gap-2">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 px-1">
        <h2 id={`outright-${eventId}`} className="min-w-0 font-semibold">
          <PageLink href={`/events/${eventId}` as Route} className="hover:underline">
            {event.name}
          </PageLink>
        </h2>
        <p className="text-faint text-xs">
          <BetsUntil at={event.startsAt} />
        </p>
      </header>
      {familiesOf(event.competition.sportId, open).map((family) => (
        <MarketBlock
          key={family.key}
          event={event}
          family={family}
          pin=""
          onPin={noPin}
          folded={folded.includes(family.key)}
          onFold={(now) =>
            setFolded([...folded.filter((key) => key !== family.key), ...(now ? [family.key] : [])])
          }
        />
      ))}
    </section>
  );
}

/** The outrights and specials of a competition, each with its markets. */
export const Outrights = ({ eventIds }: { eventIds: readonly string[] }) => (
  <div className="grid gap-6 desk:grid-cols-2">
    {eventIds.map((id) => (
      <Outright key={id} eventId={id} />
    ))}
  </div>
);
