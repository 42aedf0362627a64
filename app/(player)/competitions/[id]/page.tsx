import { CalendarX2 } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Board } from "#components/board/board.tsx";
import { Days } from "#components/event/days.tsx";
import { FavouriteStar } from "#components/favourites/star.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { seedText } from "#components/realtime/seed-text.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { competitionView, listing } from "#lib/sportsbook/markets/index.ts";
import { boardChoice } from "../../../board-choice.ts";

type Props = PageProps<"/competitions/[id]">;

const find = cache(competitionView);

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const competition = await find((await params).id);
  return competition ? { title: competition.name } : {};
};

export default async function CompetitionPage({ params, searchParams }: Props) {
  const { place } = await boardChoice(await searchParams, "time");
  const { id } = await params;
  const [t, shell, competition, events] = await Promise.all([
    getTranslations("sportsbook"),
    getTranslations("shell"),
    find(id),
    listing({ kind: "competition", competitionId: id }),
  ]);
  if (!competition) notFound();
  return (
    <Seed seeds={seedText({ summaries: events })}>
      <PageHead
        title={competition.name}
        lead={competition.category}
        aside={<FavouriteStar kind="competition" subject={competition.id} name={competition.name} />}
      />
      {events.length > 0 ? (
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
