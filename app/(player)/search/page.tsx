import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Board } from "#components/board/board.tsx";
import { CompetitionChips } from "#components/event/competition-chips.tsx";
import { EventLists } from "#components/event/event-list.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { seedText } from "#components/realtime/seed-text.ts";
import { SearchBox } from "#components/search/search-box.tsx";
import { FocusHeading } from "#components/shell/focus-heading.tsx";
import { SearchKeySwitch } from "#components/shell/search-key-switch.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { listing } from "#lib/sportsbook/markets/index.ts";
import { SEARCH_TEXT_MAX, searchEvents } from "#lib/sportsbook/search/index.ts";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import { boardChoice } from "../../board-choice.ts";
import { openCompetitions } from "../shared-reads.ts";

const RESULTS_MAX = 50;

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("shell"))("searchTitle"),
});

export default async function SearchPage({ searchParams }: PageProps<"/search">) {
  const asked = await searchParams;
  const { q } = asked;
  const { place } = await boardChoice(asked, "time");
  const text = (Array.isArray(q) ? q[0] : q)?.trim().slice(0, SEARCH_TEXT_MAX) ?? "";
  const t = await getTranslations("shell");
  const [found, competitions] = await Promise.all([
    text ? searchEvents(text, RESULTS_MAX).then((ids) => listing({ kind: "ids", ids })) : [],
    openCompetitions(),
  ]);
  return (
    <Seed seeds={seedText({ summaries: found })}>
      {text && <FocusHeading />}
      <PageHead
        title={t("searchTitle")}
        lead={text ? t("searchResults", { count: found.length, text }) : t("searchHint")}
      />
      <div className="mb-6 desk:hidden">
        <SearchBox autoFocus={!text} />
      </div>
      {found.length > 0 ? (
        <Board place={place} sportId={found[0]?.competition.sportId ?? SPORT_VIEWS[0]?.id ?? ""}>
          <EventLists
            events={found.map(({ id, startsAt, competition: { id: competitionId, name, sportId } }) => ({
              id,
              startsAt,
              competition: { id: competitionId, name, sportId },
            }))}
            by="time"
            label={t("searchTitle")}
            dated="day"
          />
        </Board>
      ) : (
        <>
          {text && <Empty icon={SearchX} title={t("searchNone")} />}
          <CompetitionChips competitions={competitions} wrap />
        </>
      )}
      <div className="mt-8 hidden border-t pt-4 desk:block">
        <SearchKeySwitch />
      </div>
    </Seed>
  );
}
