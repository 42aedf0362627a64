import { CalendarX2 } from "lucide-react";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Board } from "#components/board/board.tsx";
import { BoardBar } from "#components/board/board-bar.tsx";
import type { BoardChoice } from "#components/board/choice.ts";
import { readWhen, type When } from "#components/board/when.ts";
import { CompetitionChips } from "#components/event/competition-chips.tsx";
import { Days } from "#components/event/days.tsx";
import { EventCard } from "#components/event/event-card.tsx";
import { EventLists, LiveRows } from "#components/event/event-list.tsx";
import { SectionHead } from "#components/event/section-head.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { FAVOURITES_COOKIE } from "#lib/core/cookies.ts";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import { boardChoice } from "../board-choice.ts";
import { preferences } from "../preferences.ts";
import { board, favouriteMatches, openCompetitions, starting } from "./shared-reads.ts";

/** Of the running ones, and of those to come. */
const SHOWN_MAX = 16;

const firstSport = SPORT_VIEWS[0]?.id ?? "";

/** Matches of what the reader marked, on top of all others. */
async function Favourites({ kept, choice }: { kept: string; choice: BoardChoice }) {
  const [t, { events, seeds }] = await Promise.all([getTranslations("sportsbook"), favouriteMatches(kept)]);
  if (events.length === 0) return null;
  return (
    <Seed seeds={seeds}>
      <section className="mb-6">
        <SectionHead title={t("favourites")} />
        <EventLists
          events={events.map(({ id, startsAt, competition: { id: competitionId, name, sportId } }) => ({
            id,
            startsAt,
            competition: { id: competitionId, name, sportId },
          }))}
          by={choice.by}
          label={t("favourites")}
          dated="day"
        />
      </section>
    </Seed>
  );
}

async function Starting({ when, choice }: { when: When; choice: BoardChoice }) {
  const { timeZone } = await preferences();
  const [t, { events, seeds }] = await Promise.all([
    getTranslations("sportsbook"),
    starting(`${when} ${timeZone}`),
  ]);
  return (
    <Seed seeds={seeds}>
      <PageHead title={t(`when.${when}`)} lead={t("upcomingLead", { count: events.length })} />
      <BoardBar here={when} by={choice.by} />
      <Board place={choice.place} sportId={events[0]?.competition.sportId ?? firstSport}>
        {events.length > 0 ? (
          <Days events={events} by={choice.by} />
        ) : (
          <Empty icon={CalendarX2} title={t(`noneIn.${when}`)}>
            {t("noneInHint")}
          </Empty>
        )}
      </Board>
    </Seed>
  );
}

export default async function HomePage({ searchParams }: PageProps<"/">) {
  const asked = await searchParams;
  const when = readWhen(asked.when);
  const choice = await boardChoice(asked, "time");
  const kept = (await cookies()).get(FAVOURITES_COOKIE)?.value ?? "";
  if (when) return <Starting when={when} choice={choice} />;
  const [t, { running, soon, later, mostBacked, featured, seeds }, competitions] = await Promise.all([
    getTranslations("sportsbook"),
    board(SHOWN_MAX),
    openCompetitions(),
  ]);
  const cards = featured.length > 0 && (
    <section className="@container mb-6">
      <SectionHead title={t(mostBacked ? "popular" : "featured")} />
      <ul className="scroll-quiet -mx-3 flex snap-x scroll-px-3 gap-3 overflow-x-auto px-3 @2xl:mx-0 @2xl:grid @2xl:grid-cols-3 @2xl:px-0">
        {featured.map((id) => (
          <li key={id} className="w-[82%] max-w-80 shrink-0 snap-start @2xl:w-auto @2xl:max-w-none">
            <EventCard eventId={id} />
          </li>
        ))}
      </ul>
    </section>
  );
  return (
    <Seed seeds={seeds}>
      <PageHead title={t("sports")} lead={t("homeLead", { live: running, upcoming: soon })} />
      <BoardBar here="all" by={choice.by} />
      <div className="mb-4 desk:hidden">
        <CompetitionChips competitions={competitions} />
      </div>
      {!kept && cards}
      <Board place={choice.place} sportId={firstSport}>
        {kept && (
          <>
            <Favourites kept={kept} choice={choice} />
            {cards}
          </>
        )}
        <div className="grid grid-cols-1 gap-6">
          <section>
            <SectionHead title={t("liveNow")} href="/live" more={t("all")} />
            <LiveRows part="running" max={SHOWN_MAX} label={t("liveNow")} by={choice.by}>
              <Empty icon={CalendarX2} title={t("noneLive")}>
                {t("noneLiveHint")}
              </Empty>
            </LiveRows>
          </section>
          <section>
            <SectionHead title={t(later.length > 0 ? "next" : "soon")} />
            <LiveRows part="soon" max={SHOWN_MAX} label={t("soon")} by={choice.by}>
              {later.length > 0 ? (
                <Days events={later} by={choice.by} />
              ) : (
                <Empty icon={CalendarX2} title={t("noneSoon")} />
              )}
            </LiveRows>
          </section>
        </div>
      </Board>
    </Seed>
  );
}
