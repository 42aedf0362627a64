"use client";

import { useTranslations } from "next-intl";
import { KickOff } from "#components/event/kick-off.tsx";
import { useMatchClock } from "#components/realtime/hooks.ts";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { timeText } from "../../shared/clock.ts";
import { level } from "../../shared/pair.ts";
import { PeriodBoard, type PeriodColumn } from "../../shared/ui/period-board.tsx";
import { goalsOf, type HockeyScore, PERIODS, periodSeconds, periodText } from "../score.ts";
import { hockeyScore, useHockeyMessages } from "./messages.ts";

function Moment({ event, score }: { event: HeldEvent; score: HockeyScore }) {
  const t = useTranslations("sportsbook");
  const messages = useHockeyMessages();
  const seconds = useMatchClock(event.id);
  const { status, startsAt } = event;
  const { phase, periods } = score;
  if (status === 0) return <KickOff at={startsAt} day className="text-muted" />;
  if (phase === "ended" || phase === "abandoned" || phase === "not_started")
    return <span className="font-semibold text-muted">{messages(`phase.${phase}`)}</span>;
  if (status !== 1) return <span className="font-semibold text-warn">{t(`status.${status}`)}</span>;
  if (phase !== "in_play") {
    const key =
      phase === "shootout" ? "shootout" : periods.length < PERIODS ? "period_over" : "before_overtime";
    return (
      <span className="font-semibold text-up">{messages(`phase.${key}`, { period: periods.length })}</span>
    );
  }
  const left = Math.max(0, periodSeconds(score, periods.length) - seconds);
  return (
    <span className="figures font-semibold text-up">
      {periodText(periods.length)} {timeText(left)}
    </span>
  );
}

/** Both teams with their periods, overtime and shoot-out, and the time that is left. */
export default function HockeyBoard({ event }: { event: HeldEvent }) {
  const messages = useHockeyMessages();
  const score = hockeyScore(event.score);
  const { phase, periods, shootout, shots } = score;
  const columns: PeriodColumn[] = Array.from({ length: Math.max(PERIODS, periods.length) }, (_, at) => ({
    label: periodText(at + 1),
    of: periods[at] ?? null,
    running: phase === "in_play" && at === periods.length - 1,
  }));
  if (shootout) columns.push({ label: "SO", of: { ...level(), [shootout]: 1 } });
  const begun = phase !== "not_started";
  return (
    <PeriodBoard
      event={event}
      moment={<Moment event={event} score={score} />}
      note={begun ? messages("shots", shots) : ""}
      labels={{ side: messages("team"), total: messages("total") }}
      columns={columns}
      total={begun ? goalsOf(score) : null}
      attacking={null}
    />
  );
}
