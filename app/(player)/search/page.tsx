import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Board } from "#components/board/board.tsx";
import { CompetitionChips } from "#components/event/competition-chips.tsx";
import { Days } from "#components/event/days.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { seedText } from "#components/realtime/seed-text.ts";
import { FocusHeading } from "#components/shell/focus-heading.tsx";
import { SearchBox } from "#components/shell/search-box.tsx";
import { SearchKeySwitch } from "#components/shell/search-key-switch.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { listing } from "#lib/sportsbook/markets/index.ts";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import { boardChoice } from "../../board-choice.ts";
import { openCompetitions } from "../shared-reads.ts";

const TEXT_LENGTH_MAX = 80;
const RESULTS_MAX = 50;

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("shell"))("searchTitle"),
});

export default async function SearchPage({ searchParams }: PageProps<"/search">) {
  const asked = await searchParams;
  const { q } = asked;
  const { place } = await boardChoice(asked, "time");
  const text = (Array.isArray(q) ? q[0] : q)?.trim().slice(0, TEXT_LENGTH_MAX) ?? "";
  const t = await getTranslations("shell");
  const [found, competitions] = await Promise.all([
    text ? listing({ kind: "search", text }, RESULTS_MAX) : [],
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
          <Days events={found} />
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
