"use client";

import { useTranslations } from "next-intl";
import { momentName } from "#lib/i18n/market-names.ts";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { EVENT_STATUS, isFinished } from "#lib/sportsbook/events/views.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { useMatchClock } from "../realtime/hooks.ts";
import { KickOff } from "./kick-off.tsx";

/** The state of a match, as narrow as a column: minute, set, half-time, start or status. */
export function EventClock({ event, day = false }: { event: HeldEvent; day?: boolean }) {
  const t = useTranslations("sportsbook");
  const sports = useTranslations("sports");
  const seconds = useMatchClock(event.id);
  const { status, score } = event;
  const { sportId } = event.competition;
  if (status === EVENT_STATUS.notStarted)
    return <KickOff at={event.startsAt} day={day} className="text-muted" />;
  if (status === EVENT_STATUS.live) {
    const moment = sportViews(sportId).moment(score, seconds);
    if ("text" in moment) return <span className="figures font-semibold text-up">{moment.text}</span>;
    return (
      <span className={moment.paused ? "text-muted" : "font-semibold text-up"}>
        {momentName(sports, sportId, moment)}
      </span>
    );
  }
  return <span className={isFinished(status) ? "text-muted" : "text-warn"}>{t(`status.${status}`)}</span>;
}
