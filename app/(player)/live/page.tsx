import { CalendarOff, Radio } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Board } from "#components/board/board.tsx";
import { BoardBar } from "#components/board/board-bar.tsx";
import { Days } from "#components/event/days.tsx";
import { LiveRows } from "#components/event/event-list.tsx";
import { LiveLead } from "#components/event/live-lead.tsx";
import { SectionHead } from "#components/event/section-head.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import { boardChoice } from "../../board-choice.ts";
import { liveList } from "../shared-reads.ts";

const NEXT_MAX = 6;

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("sportsbook"))("liveNow"),
});

export default async function LivePage({ searchParams }: PageProps<"/live">) {
  const { place, by } = await boardChoice(await searchParams, "competition");
  const t = await getTranslations("sportsbook");
  const { later, seeds } = await liveList(NEXT_MAX);
  return (
    <Seed seeds={seeds}>
      <PageHead title={t("liveNow")} lead={<LiveLead />} />
      <BoardBar here="live" by={by} />
      <Board place={place} sportId={SPORT_VIEWS[0]?.id ?? ""}>
        <LiveRows part="running" label={t("liveNow")} by={by}>
          <Empty icon={Radio} title={t("noneLive")}>
            {t("noneLiveHint")}
          </Empty>
        </LiveRows>
        <section className="mt-8">
          <SectionHead title={t(later.length > 0 ? "next" : "soon")} />
          <LiveRows part="soon" max={NEXT_MAX} label={t("soon")} by={by}>
            {later.length > 0 ? (
              <Days events={later} by={by} />
            ) : (
              <Empty
                icon={CalendarOff}
                title={t("noneAtAll")}
                action={<ButtonLink href="/">{t("all")}</ButtonLink>}
              />
            )}
          </LiveRows>
        </section>
      </Board>
    </Seed>
  );
}
