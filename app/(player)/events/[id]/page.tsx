import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { MatchViews } from "#components/event/match-views.tsx";
import { readGroup, readOpenMarkets } from "#components/event/open-markets.ts";
import { PastMatches } from "#components/event/past-matches.tsx";
import { Scoreboard } from "#components/event/scoreboard.tsx";
import { readView } from "#components/event/views.ts";
import { Seed } from "#components/realtime/provider.tsx";
import { OPEN_MARKETS_COOKIE, PINNED_COOKIE } from "#lib/core/cookies.ts";
import { readFavourites } from "#lib/sportsbook/favourites/views.ts";
import { eventPage } from "../../shared-reads.ts";

type Props = PageProps<"/events/[id]">;

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const event = await eventPage((await params).id);
  return event ? { title: event.name } : {};
};

export default async function EventPage({ params, searchParams }: Props) {
  const event = await eventPage((await params).id);
  if (!event) notFound();
  const jar = await cookies();
  const kept = readOpenMarkets(jar.get(OPEN_MARKETS_COOKIE)?.value);
  const pinned = readFavourites(jar.get(PINNED_COOKIE)?.value).map(({ subject }) => subject);
  const { view, group } = await searchParams;
  return (
    <Seed seeds={event.seeds}>
      <Scoreboard eventId={event.id} />
      {event.past && <PastMatches {...event.past} />}
      <MatchViews
        eventId={event.id}
        kept={kept}
        pinned={pinned}
        asked={{ view: readView(view), group: readGroup(group) }}
      />
    </Seed>
  );
}
