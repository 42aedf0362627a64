import type { FootballIncident } from "../incidents.ts";

export const MATCH_MINUTES = 90;
export const HALF_MINUTES = MATCH_MINUTES / 2;

/** Seconds on an axis of ninety minutes: stoppage time of the first half would lie over the second half's start. */
export const axisSeconds = ({
  phase,
  clockSeconds,
}: Pick<FootballIncident["detail"], "phase" | "clockSeconds">): number =>
  Math.min(clockSeconds, (phase === "first_half" ? HALF_MINUTES : MATCH_MINUTES) * 60);
