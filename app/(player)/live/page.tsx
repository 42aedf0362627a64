import { CalendarOff, Radio } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Days } from "#components/event/days.tsx";
import { LiveByCompetition, LiveRows } from "#components/event/event-list.tsx";
import { LiveLead } from "#components/event/live-lead.tsx";
import { SectionHead } from "#components/event/section-head.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { liveList } from "../shared-reads.ts";

const NEXT_MAX = 6;

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("sportsbook"))("liveNow"),
});

export default async function LivePage() {
  const t = await getTranslations("sportsbook");
  const { later, seeds } = await liveList(NEXT_MAX);
  return (
    <Seed seeds={seeds}>
      <PageHead title={t("liveNow")} lead={<LiveLead />} />
      <LiveByCompetition>
        <Empty icon={Radio} title={t("noneLive")}>
          {t("noneLiveHint")}
        </Empty>
      </LiveByCompetition>
      <section className="mt-8">
        <SectionHead title={t(later.length > 0 ? "next" : "soon")} />
        <LiveRows part="soon" max={NEXT_MAX} label={t("soon")}>
          {later.length > 0 ? (
            <Days events={later} competition />
          ) : (
            <Empty
              icon={CalendarOff}
              title={t("noneAtAll")}
              action={<ButtonLink href="/">{t("all")}</ButtonLink>}
            />
          )}
        </LiveRows>
      </section>
    </Seed>
  );
}
