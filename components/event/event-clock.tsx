"use client";

import { useTranslations } from "next-intl";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { useMatchClock } from "../realtime/hooks.ts";
import { minuteText } from "./clock.ts";
import { footballScore } from "./football-score.ts";
import { KickOff } from "./kick-off.tsx";

/** Where a match stands, in the width of a column: minute, half-time, kick-off or its fate. */
export function EventClock({ event, day = false }: { event: HeldEvent; day?: boolean }) {
  const t = useTranslations("sportsbook");
  const seconds = useMatchClock(event.id);
  const { status } = event;
  const score = footballScore(event.score);
  if (status === 0) return <KickOff at={event.startsAt} day={day} className="text-muted" />;
  if (status === 1) {
    if (score.phase === "half_time")
      return <span className="font-semibold text-up">{t("phase.half_time_short")}</span>;
    if (score.phase === "ended") return <span className="text-muted">{t("phase.ended_short")}</span>;
    return <span className="figures font-semibold text-up">{minuteText(score.phase, seconds)}</span>;
  }
  return (
    <span className={status >= 3 && status <= 5 ? "text-muted" : "text-warn"}>{t(`status.${status}`)}</span>
  );
}
