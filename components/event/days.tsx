import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import { isToCome } from "#lib/sportsbook/events/views.ts";
import type { EventSummary } from "#lib/sportsbook/markets/schema.ts";
import type { Grouping } from "../board/choice.ts";
import { EventLists } from "./event-list.tsx";

const DAY_MS = 86_400_000;

/** Matches that each follow their own topic: running ones first, then by the reader's days. */
export function Days({
  events,
  competition = true,
  by = "time",
}: {
  events: EventSummary[];
  competition?: boolean;
  by?: Grouping;
}) {
  const t = useTranslations("sportsbook");
  const format = useFormatter();
  const timeZone = useTimeZone();
  const dayOf = (at: Date) =>
    format.dateTime(at, { weekday: "long", day: "numeric", month: "long", ...(timeZone && { timeZone }) });
  const now = new Date();
  const today = dayOf(now);
  const tomorrow = dayOf(new Date(now.getTime() + DAY_MS));
  const titleOf = ({ status, startsAt }: EventSummary) => {
    if (!isToCome(status)) return t("liveNow");
    const day = dayOf(new Date(startsAt));
    return day === today ? t("today") : day === tomorrow ? t("tomorrow") : day;
  };
  return (
    <div className="grid grid-cols-1 gap-5">
      {[...Map.groupBy(events, titleOf)].map(([title, members]) => (
        <section key={title}>
          <h2 className="mb-2 font-semibold text-base">{title}</h2>
          <EventLists
            events={members.map(({ id, startsAt, competition: { id: competitionId, name, sportId } }) => ({
              id,
              startsAt,
              competition: { id: competitionId, name, sportId },
            }))}
            by={by}
            label={title}
            dated="heading"
            competition={competition}
          />
        </section>
      ))}
    </div>
  );
}
