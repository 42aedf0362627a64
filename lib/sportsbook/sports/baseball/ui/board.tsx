"use client";

import { useTranslations } from "next-intl";
import { KickOff } from "#components/event/kick-off.tsx";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { PeriodBoard } from "../../shared/ui/period-board.tsx";
import { type BaseballScore, battingOf, runsOf } from "../score.ts";
import { baseballScore, useBaseballMessages } from "./messages.ts";

function Moment({ event, score }: { event: HeldEvent; score: BaseballScore }) {
  const t = useTranslations("sportsbook");
  const messages = useBaseballMessages();
  const { status, startsAt } = event;
  const { phase, half, innings } = score;
  if (status === 0) return <KickOff at={startsAt} day className="text-muted" />;
  if (phase !== "in_play")
    return <span className="font-semibold text-muted">{messages(`phase.${phase}`)}</span>;
  if (status !== 1) return <span className="font-semibold text-warn">{t(`status.${status}`)}</span>;
  return (
    <span className="font-semibold text-up">{messages(`half.${half}`, { inning: innings.length })}</span>
  );
}

/** Columns beside the total: the last innings, as many as a phone has room for. */
const SHOWN = 6;

/** Both teams with their last innings, who bats, and the outs. */
export default function BaseballBoard({ event }: { event: HeldEvent }) {
  const messages = useBaseballMessages();
  const score = baseballScore(event.score);
  const { phase, innings, outs, half } = score;
  const playing = phase === "in_play";
  const count = Math.max(SHOWN, innings.length);
  return (
    <PeriodBoard
      event={event}
      moment={<Moment event={event} score={score} />}
      note={playing ? messages("outs", { outs }) : ""}
      labels={{ side: messages("team"), total: messages("total"), attacking: messages("batting") }}
      columns={Array.from({ length: SHOWN }, (_, i) => count - SHOWN + i + 1).map((inning) => ({
        label: String(inning),
        of: innings[inning - 1] ?? null,
        running: playing && inning === innings.length,
      }))}
      total={phase === "not_started" ? null : runsOf(score)}
      attacking={playing ? battingOf({ half }) : null}
    />
  );
}
