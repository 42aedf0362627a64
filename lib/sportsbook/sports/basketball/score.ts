import type { Side } from "#lib/sportsbook/events/schema.ts";
import { leaderOf, level, type Pair, sumOf } from "../shared/pair.ts";

export const BASKETBALL_PHASES = ["not_started", "in_play", "break", "ended", "abandoned"] as const;
export type BasketballPhase = (typeof BASKETBALL_PHASES)[number];

/** The basketball scoreboard. Stored in event.score. */
export type BasketballScore = {
  phase: BasketballPhase;
  /** Twelve, or ten under the international rules. */
  quarterMinutes: 10 | 12;
  /** Points of each period that has begun: four quarters, then overtimes. */
  periods: readonly Pair[];
  /** Seconds played of the last of these periods. */
  clockSeconds: number;
  /** Who has the ball; before the start and in breaks who will have it, where that is known. */
  possession: Side | null;
  /** Team fouls of the running period. */
  fouls: Pair;
};

export const QUARTERS = 4;
const OVERTIME_SECONDS = 300;

export const tipOff = (quarterMinutes: 10 | 12 = 12): BasketballScore => ({
  phase: "not_started",
  quarterMinutes,
  periods: [],
  clockSeconds: 0,
  possession: null,
  fouls: level(),
});

/** How long a period is, counted from 1. */
export const periodSeconds = (
  { quarterMinutes }: Pick<BasketballScore, "quarterMinutes">,
  period: number,
): number => (period > QUARTERS ? OVERTIME_SECONDS : quarterMinutes * 60);

export const pointsOf = ({ periods }: Pick<BasketballScore, "periods">): Pair => sumOf(periods);

/** How many periods are over. */
export const periodsOver = ({ phase, periods }: BasketballScore): number =>
  phase === "in_play" || phase === "abandoned" ? Math.max(0, periods.length - 1) : periods.length;

/** Seconds that are left of the running period; 0 where none runs. */
export const secondsLeft = (score: BasketballScore): number =>
  score.phase === "in_play"
    ? Math.max(0, periodSeconds(score, score.periods.length) - score.clockSeconds)
    : 0;

/** Seconds of the four quarters that have been played. */
export const secondsPlayed = (score: BasketballScore): number => {
  const over = Math.min(QUARTERS, periodsOver(score)) * score.quarterMinutes * 60;
  return score.periods.length > periodsOver(score) && score.periods.length <= QUARTERS
    ? over + score.clockSeconds
    : over;
};

/** Whether four quarters, or an overtime, have been played and one side is ahead. */
export const isDecided = (score: BasketballScore): boolean =>
  periodsOver(score) >= QUARTERS && score.phase !== "in_play" && leaderOf(pointsOf(score)) !== "draw";

/** "104–98" */
export const pointsText = (score: Pick<BasketballScore, "periods">): string => {
  const { home, away } = pointsOf(score);
  return `${home}–${away}`;
};

/** "Q3", "OT", "2OT" */
export const periodText = (period: number): string => {
  if (period <= QUARTERS) return `Q${period}`;
  return period === QUARTERS + 1 ? "OT" : `${period - QUARTERS}OT`;
};
