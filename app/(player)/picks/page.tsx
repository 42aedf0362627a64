import { Share2 } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddAllSelections } from "#components/bets/add-all-selections.tsx";
import { type SharedLeg, SharedSelection } from "#components/bets/shared-selection.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { seedText } from "#components/realtime/seed-text.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { LEGS_MAX } from "#lib/sportsbook/betting/schema.ts";
import { eventIdOfMarket, eventViews, splitOutcomeId } from "#lib/sportsbook/markets/index.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("shell"))("picks.title"),
  robots: { index: false },
});

const readPicks = (asked: string | string[] | undefined): SharedLeg[] =>
  [...new Set([asked ?? []].flat())].slice(0, LEGS_MAX).flatMap((text) => {
    const named = splitOutcomeId(text);
    return named
      ? [{ eventId: eventIdOfMarket(named.marketId), marketId: named.marketId, outcomeKey: named.key }]
      : [];
  });

/** A shared bet without its player and stake: each selection at its current odds, to add to one's own slip. */
export default async function PicksPage({ searchParams }: PageProps<"/picks">) {
  const asked = readPicks((await searchParams).p);
  const [t, events] = await Promise.all([
    getTranslations("shell"),
    eventViews([...new Set(asked.map(({ eventId }) => eventId))]),
  ]);
  const known = new Set(events.flatMap(({ markets }) => markets.map(({ id }) => id)));
  const picks = asked.filter(({ marketId }) => known.has(marketId));
  return (
    <Seed seeds={seedText({ events })}>
      <PageHead title={t("picks.title")} lead={picks.length > 0 ? t("picks.lead") : undefined} />
      {picks.length > 0 ? (
        <>
          <ul className="max-w-2xl divide-y rounded-lg border border-line bg-surface">
            {picks.map((pick) => (
              <SharedSelection key={`${pick.marketId}:${pick.outcomeKey}`} {...pick} />
            ))}
          </ul>
          <AddAllSelections picks={picks} />
        </>
      ) : (
        <Empty
          icon={Share2}
          title={t("picks.none")}
          action={<ButtonLink href="/">{t("toHome")}</ButtonLink>}
        />
      )}
    </Seed>
  );
}
