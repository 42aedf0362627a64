import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { MatchViews } from "#components/event/match-views.tsx";
import { OPEN_MARKETS_COOKIE, readOpenMarkets } from "#components/event/open-markets.ts";
import { Scoreboard } from "#components/event/scoreboard.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { eventView } from "#lib/sportsbook/markets/index.ts";

type Props = PageProps<"/events/[id]">;

const find = cache(eventView);

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const event = await find((await params).id);
  return event ? { title: `${event.home.name} – ${event.away.name}` } : {};
};

export default async function EventPage({ params }: Props) {
  const event = await find((await params).id);
  if (!event) notFound();
  const kept = readOpenMarkets((await cookies()).get(OPEN_MARKETS_COOKIE)?.value);
  return (
    <Seed events={[event]}>
      <Scoreboard eventId={event.id} />
      <MatchViews eventId={event.id} kept={kept} />
    </Seed>
  );
}
