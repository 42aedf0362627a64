import type { Side } from "#lib/sportsbook/events/schema.ts";
import { level, type Pair, sumOf } from "../shared/pair.ts";

export const HOCKEY_PHASES = ["not_started", "in_play", "break", "shootout", "ended", "abandoned"] as const;
export type HockeyPhase = (typeof HOCKEY_PHASES)[number];

/** The ice hockey scoreboard. Stored in event.score. */
export type HockeyScore = {
  phase: HockeyPhase;
  /** Overtime is played until a goal falls; otherwise five minutes, and then a shoot-out. */
  playoff: boolean;
  /** Goals of each period that has begun: three, then overtimes. */
  periods: readonly Pair[];
  /** Seconds played of the last of these periods. */
  clockSeconds: number;
  /** Who won the shoot-out: it counts as one goal. */
  shootout: Side | null;
  shots: Pair;
};

export const PERIODS = 3;
export const PERIOD_SECONDS = 1200;
const OVERTIME_SECONDS = 300;

export const faceOff = (playoff = false): HockeyScore => ({
  phase: "not_started",
  playoff,
  periods: [],
  clockSeconds: 0,
  shootout: null,
  shots: level(),
});

/** How long a period is, counted from 1. */
export const periodSeconds = ({ playoff }: Pick<HockeyScore, "playoff">, period: number): number =>
  period > PERIODS && !playoff ? OVERTIME_SECONDS : PERIOD_SECONDS;

/** Goals of the three periods. */
export const regulationOf = ({ periods }: Pick<HockeyScore, "periods">): Pair =>
  sumOf(periods.slice(0, PERIODS));

/** Goals with overtime, and one for a shoot-out. */
export const goalsOf = ({ periods, shootout }: Pick<HockeyScore, "periods" | "shootout">): Pair => {
  const goals = sumOf(periods);
  if (shootout) goals[shootout] += 1;
  return goals;
};

/** How many periods are over. */
export const periodsOver = ({ phase, periods }: HockeyScore): number =>
  phase === "in_play" || phase === "abandoned" ? Math.max(0, periods.length - 1) : periods.length;

/** Seconds that are left of the running period; 0 where none runs. */
export const secondsLeft = (score: HockeyScore): number =>
  score.phase === "in_play"
    ? Math.max(0, periodSeconds(score, score.periods.length) - score.clockSeconds)
    : 0;

/** Seconds of the three periods that have been played. */
export const secondsPlayed = (score: HockeyScore): number => {
  const over = periodsOver(score);
  const running = score.periods.length > over && score.periods.length <= PERIODS ? score.clockSeconds : 0;
  return Math.min(PERIODS, over) * PERIOD_SECONDS + running;
};

/** "3–2" */
export const goalsText = (score: Pick<HockeyScore, "periods" | "shootout">): string => {
  const { home, away } = goalsOf(score);
  return `${home}–${away}`;
};

/** "P2", "OT", "2OT" */
export const periodText = (period: number): string => {
  if (period <= PERIODS) return `P${period}`;
  return period === PERIODS + 1 ? "OT" : `${period - PERIODS}OT`;
};
