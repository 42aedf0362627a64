"use client";

import { useTranslations } from "next-intl";
import { KickOff } from "#components/event/kick-off.tsx";
import { useMatchClock } from "#components/realtime/hooks.ts";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { timeText } from "../../shared/clock.ts";
import { LeadChart } from "../../shared/ui/lead-chart.tsx";
import { PeriodBoard } from "../../shared/ui/period-board.tsx";
import { basketballIncident, isScoring } from "../incidents.ts";
import { type BasketballScore, periodSeconds, periodText, pointsOf, QUARTERS } from "../score.ts";
import { basketballScore, useBasketballMessages } from "./messages.ts";

function Moment({ event, score }: { event: HeldEvent; score: BasketballScore }) {
  const t = useTranslations("sportsbook");
  const messages = useBasketballMessages();
  const seconds = useMatchClock(event.id);
  const { status, startsAt } = event;
  const { phase, periods } = score;
  if (status === 0) return <KickOff at={startsAt} day className="text-muted" />;
  if (phase === "ended" || phase === "abandoned" || phase === "not_started")
    return <span className="font-semibold text-muted">{messages(`phase.${phase}`)}</span>;
  if (status !== 1) return <span className="font-semibold text-warn">{t(`status.${status}`)}</span>;
  if (phase === "break") {
    const key =
      periods.length === 2 ? "half_time" : periods.length < QUARTERS ? "quarter_over" : "before_overtime";
    return (
      <span className="font-semibold text-up">{messages(`phase.${key}`, { quarter: periods.length })}</span>
    );
  }
  const left = Math.max(0, periodSeconds(score, periods.length) - seconds);
  return (
    <span className="figures font-semibold text-up">
      {periodText(periods.length)} {timeText(left)}
    </span>
  );
}

const secondsBefore = (score: BasketballScore, period: number): number =>
  Array.from({ length: period - 1 }, (_, at) => periodSeconds(score, at + 1)).reduce(
    (sum, each) => sum + each,
    0,
  );

function Lead({ event, score }: { event: HeldEvent; score: BasketballScore }) {
  const messages = useBasketballMessages();
  const points = event.incidents
    .filter(({ kind, revoked }) => isScoring(kind) && !revoked)
    .map(basketballIncident)
    .map(({ detail }) => ({ ...detail, seconds: secondsBefore(score, detail.period) + detail.clockSeconds }));
  if (points.length === 0) return null;
  const periods = Math.max(QUARTERS, score.periods.length);
  return (
    <LeadChart
      points={points}
      seconds={secondsBefore(score, periods + 1)}
      breaks={Array.from({ length: periods - 1 }, (_, at) => secondsBefore(score, at + 2))}
      label={messages("lead")}
    />
  );
}

/** Both teams with their quarters, the time that is left, who has the ball, and how the lead went. */
export default function BasketballBoard({ event }: { event: HeldEvent }) {
  const messages = useBasketballMessages();
  const score = basketballScore(event.score);
  const { phase, periods, quarterMinutes } = score;
  const count = Math.max(QUARTERS, periods.length);
  return (
    <PeriodBoard
      event={event}
      moment={<Moment event={event} score={score} />}
      note={messages("minutes", { minutes: quarterMinutes })}
      labels={{
        side: messages("team"),
        total: messages("total"),
        attacking: messages("possession"),
      }}
      columns={Array.from({ length: count }, (_, at) => ({
        label: periodText(at + 1),
        of: periods[at] ?? null,
        running: phase === "in_play" && at === periods.length - 1,
      }))}
      total={phase === "not_started" ? null : pointsOf(score)}
      attacking={phase === "in_play" ? score.possession : null}
    >
      <Lead event={event} score={score} />
    </PeriodBoard>
  );
}
