import type { Side } from "#lib/sportsbook/events/schema.ts";
import { leaderOf, type Pair, sumOf } from "../shared/pair.ts";

export const BASEBALL_PHASES = ["not_started", "in_play", "ended", "abandoned"] as const;
export type BaseballPhase = (typeof BASEBALL_PHASES)[number];

/** The baseball scoreboard. Stored in event.score. */
export type BaseballScore = {
  phase: BaseballPhase;
  /** Runs of each inning that has begun; the last one is being played. The home side bats second. */
  innings: readonly Pair[];
  half: "top" | "bottom";
  /** Of the running half. */
  outs: number;
};

export const INNINGS = 9;
export const FIRST_INNINGS = 5;

export const firstPitch = (): BaseballScore => ({ phase: "not_started", innings: [], half: "top", outs: 0 });

export const runsOf = ({ innings }: Pick<BaseballScore, "innings">): Pair => sumOf(innings);

/** Who bats. */
export const battingOf = ({ half }: Pick<BaseballScore, "half">): Side => (half === "top" ? "away" : "home");

/** How many half-innings are over. */
export const halvesOver = ({ phase, innings, half }: BaseballScore): number => {
  if (phase === "not_started") return 0;
  if (phase === "ended") return 2 * innings.length;
  return 2 * Math.max(0, innings.length - 1) + (half === "bottom" ? 1 : 0);
};

/** Whether this can be the end of a game of nine innings. */
export const isDecided = ({ innings }: Pick<BaseballScore, "innings">): boolean =>
  innings.length >= INNINGS && leaderOf(runsOf({ innings })) !== "draw";

/** "5–3" */
export const runsText = (score: Pick<BaseballScore, "innings">): string => {
  const { home, away } = runsOf(score);
  return `${home}–${away}`;
};
