"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useMatchClock } from "#components/realtime/hooks.ts";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { footballIncident, isDismissal, isGoal } from "../incidents.ts";
import { axisSeconds, MATCH_MINUTES } from "./axis.ts";
import { footballScore, useFootballMessages } from "./messages.ts";

const MATCH_SECONDS = MATCH_MINUTES * 60;

const left = (seconds: number): string => `${Math.min(100, (seconds / MATCH_SECONDS) * 100)}%`;

/** The match as a strip of ninety minutes: how far it is, goals and dismissals, home above and away below. */
export default function MatchStrip({
  event,
  momentum,
}: {
  event: HeldEvent;
  /** Drawn behind the strip, which is then taller, with its text. */
  momentum?: { bars: ReactNode; summary: string | null };
}) {
  const t = useFootballMessages();
  const { incidents } = event;
  const score = footballScore(event.score);
  const seconds = useMatchClock(event.id);
  const begun = score.phase !== "not_started";
  const at =
    score.phase === "ended" ? MATCH_SECONDS : begun ? axisSeconds({ ...score, clockSeconds: seconds }) : 0;
  const marks = incidents.filter(
    ({ kind, participant, revoked }) =>
      participant !== null && !revoked && (isGoal(kind) || isDismissal(kind)),
  );
  const bare = !momentum;
  return (
    <div
      className={clsx("relative", bare ? "h-5" : "h-14")}
      role="img"
      aria-label={momentum?.summary ? `${t("tape")}. ${momentum.summary}` : t("tape")}
    >
      {momentum?.bars}
      <div className="absolute inset-x-0 top-1/2 h-0.5 -translate-y-1/2 rounded-full bg-line">
        <div className="h-full rounded-full bg-muted" style={{ width: left(at) }} />
      </div>
      <span className="absolute top-1/2 left-1/2 h-2 w-px -translate-y-1/2 bg-line-strong" />
      {marks.map(footballIncident).map(({ number, kind, participant, detail }) => (
        <span
          key={number}
          className={clsx(
            "-translate-x-1/2 absolute",
            participant === 1 ? "top-0" : "bottom-0",
            isGoal(kind)
              ? clsx("rounded-full bg-ink", bare ? "size-1.5" : "size-2.5")
              : clsx("rounded-[1px] bg-card-red", bare ? "h-1.5 w-1" : "h-2.5 w-1.5"),
          )}
          style={{ left: left(axisSeconds(detail)) }}
        />
      ))}
    </div>
  );
}
