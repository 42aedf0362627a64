import { Radio } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LiveByCompetition, LiveRows } from "#components/event/event-list.tsx";
import { SectionHead } from "#components/event/section-head.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { LIVE_LIST_HOURS, LIVE_LIST_MAX } from "#lib/realtime/schema.ts";
import { listing } from "#lib/sportsbook/markets/index.ts";

const NEXT_MAX = 6;

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("sportsbook"))("liveNow"),
});

export default async function LivePage() {
  const t = await getTranslations("sportsbook");
  const live = await listing({ kind: "running-or-soon", withinHours: LIVE_LIST_HOURS }, LIVE_LIST_MAX);
  const running = live.filter(({ status }) => status !== 0 && status !== 6).length;
  return (
    <Seed live={live}>
      <PageHead title={t("liveNow")} lead={t("liveLead", { count: running })} />
      <LiveByCompetition>
        <Empty icon={Radio} title={t("noneLive")}>
          {t("noneLiveHint")}
        </Empty>
      </LiveByCompetition>
      <section className="mt-8">
        <SectionHead title={t("soon")} />
        <LiveRows part="soon" max={NEXT_MAX} label={t("soon")}>
          <Empty icon={Radio} title={t("noneSoon")} />
        </LiveRows>
      </section>
    </Seed>
  );
}
