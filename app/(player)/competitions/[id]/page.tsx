import { CalendarX2 } from "lucide-react";
import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Board } from "#components/board/board.tsx";
import { Days } from "#components/event/days.tsx";
import { Outrights } from "#components/event/outrights.tsx";
import { FavouriteStar } from "#components/favourites/star.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { seedText } from "#components/realtime/seed-text.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { competitionView, listing, outrightViews } from "#lib/sportsbook/markets/index.ts";
import { boardChoice } from "../../../board-choice.ts";

type Props = PageProps<"/competitions/[id]">;

const find = cache(competitionView);

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const competition = await find((await params).id);
  return competition ? { title: competition.name } : {};
};

export default async function CompetitionPage({ params, searchParams }: Props) {
  const query = await searchParams;
  const { place } = await boardChoice(query, "time");
  const { id } = await params;
  const [t, shell, competition, events, outrights] = await Promise.all([
    getTranslations("sportsbook"),
    getTranslations("shell"),
    find(id),
    listing({ kind: "competition", competitionId: id }),
    outrightViews(id),
  ]);
  if (!competition) notFound();
  const here = `/competitions/${encodeURIComponent(id)}`;
  const outright = outrights.length > 0 && (query.show === "outrights" || events.length === 0);
  return (
    <Seed seeds={seedText({ summaries: events, events: outrights })}>
      <PageHead
        title={competition.name}
        lead={competition.category}
        aside={<FavouriteStar kind="competition" subject={competition.id} name={competition.name} />}
      />
      {events.length > 0 && outrights.length > 0 && (
        <nav aria-label={t("views")} className="mb-3 flex gap-1 border-b">
          {([false, true] as const).map((each) => (
            <PageLink
              key={String(each)}
              href={(each ? `${here}?show=outrights` : here) as Route}
              aria-current={outright === each ? "page" : undefined}
              className="relative flex h-11 items-center px-3 font-medium text-muted text-sm hover:text-ink aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-3 aria-[current=page]:after:-bottom-px aria-[current=page]:after:h-0.5 aria-[current=page]:after:bg-ink"
            >
              {t(each ? "outrights" : "matches")}
            </PageLink>
          ))}
        </nav>
      )}
      {outright ? (
        <Outrights eventIds={outrights.map((each) => each.id)} />
      ) : events.length > 0 ? (
        <Board place={place} sportId={competition.sportId}>
          <Days events={events} competition={false} />
        </Board>
      ) : (
        <Empty
          icon={CalendarX2}
          title={t("noneInCompetition")}
          action={<ButtonLink href="/">{shell("toHome")}</ButtonLink>}
        />
      )}
    </Seed>
  );
}
