import { CalendarX2 } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { CompetitionChips } from "#components/event/competition-chips.tsx";
import { Days } from "#components/event/days.tsx";
import { EventCard } from "#components/event/event-card.tsx";
import { LiveRows } from "#components/event/event-list.tsx";
import { SectionHead } from "#components/event/section-head.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { board, openCompetitions } from "./shared-reads.ts";

/** Of the running ones, and of those to come. */
const SHOWN_MAX = 12;

export default async function HomePage() {
  const [t, { running, soon, later, mostBacked, featured, seeds }, competitions] = await Promise.all([
    getTranslations("sportsbook"),
    board(SHOWN_MAX),
    openCompetitions(),
  ]);
  return (
    <Seed seeds={seeds}>
      <PageHead title={t("sports")} lead={t("homeLead", { live: running, upcoming: soon })} />
      <div className="-mt-1 mb-4 desk:hidden">
        <CompetitionChips competitions={competitions} />
      </div>
      <div className="grid grid-cols-1 gap-7">
        {featured.length > 0 && (
          <section>
            <SectionHead title={t(mostBacked ? "popular" : "featured")} />
            <ul className="scroll-quiet -mx-3 flex snap-x scroll-px-3 gap-3 overflow-x-auto px-3 desk:mx-0 desk:grid desk:grid-cols-3 desk:px-0">
              {featured.map((id) => (
                <li key={id} className="w-[82%] max-w-80 shrink-0 snap-start desk:w-auto desk:max-w-none">
                  <EventCard eventId={id} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <SectionHead title={t("liveNow")} href="/live" more={t("all")} />
          <LiveRows part="running" max={SHOWN_MAX} label={t("liveNow")}>
            <Empty icon={CalendarX2} title={t("noneLive")}>
              {t("noneLiveHint")}
            </Empty>
          </LiveRows>
        </section>
        <section>
          <SectionHead title={t(later.length > 0 ? "next" : "soon")} />
          <LiveRows part="soon" max={SHOWN_MAX} label={t("soon")}>
            {later.length > 0 ? (
              <Days events={later} competition />
            ) : (
              <Empty icon={CalendarX2} title={t("noneSoon")} />
            )}
          </LiveRows>
        </section>
      </div>
    </Seed>
  );
}
