import type { ClockReading } from "../sport.ts";

export const FOOTBALL_PHASES = ["not_started", "first_half", "half_time", "second_half", "ended"] as const;
export type FootballPhase = (typeof FOOTBALL_PHASES)[number];

/** A count of each side. */
export type Pair = { home: number; away: number };

/** The football scoreboard, regular time only: what markets are priced and settled on. Stored in event.score. */
export type FootballScore = {
  phase: FootballPhase;
  /** Seconds on the match clock. 2700 is 45:00; stoppage time goes on counting past it until the half ends. */
  clockSeconds: number;
  /** Announced stoppage minutes of the running half, when known. */
  stoppageMinutes: number | null;
  goals: Pair;
  /** Score at half-time, once it is known. */
  halfTime: Pair | null;
  redCards: Pair;
  yellowCards: Pair;
  corners: Pair;
  shots: Pair;
  shotsOnTarget: Pair;
  offsides: Pair;
};

/** Seconds on the match clock at which a half ends, stoppage aside. */
export const HALF_END = { first_half: 45 * 60, second_half: 90 * 60 } as const;

export const footballKickOff = (): FootballScore => ({
  phase: "not_started",
  clockSeconds: 0,
  stoppageMinutes: null,
  goals: { home: 0, away: 0 },
  halfTime: null,
  redCards: { home: 0, away: 0 },
  yellowCards: { home: 0, away: 0 },
  corners: { home: 0, away: 0 },
  shots: { home: 0, away: 0 },
  shotsOnTarget: { home: 0, away: 0 },
  offsides: { home: 0, away: 0 },
});

/** Seconds at which the running half ends, stoppage aside; null while the ball is not in play. */
export const halfEnd = (phase: FootballPhase): number | null =>
  phase === "first_half" || phase === "second_half" ? HALF_END[phase] : null;

/** Stoppage minutes that the clock shows before any were announced. */
const STOPPAGE_UNANNOUNCED = 1;

/** The clock runs while a half does, up to the end of its announced stoppage. */
export const footballClock = ({ phase, clockSeconds, stoppageMinutes }: FootballScore): ClockReading => {
  const end = halfEnd(phase);
  const limit = end === null ? null : end + (stoppageMinutes ?? STOPPAGE_UNANNOUNCED) * 60 - 1;
  return { period: phase, seconds: clockSeconds, limit };
};

/** "67′", "90+3′": the minute being played, as a scoreboard says it. */
export const minuteText = (phase: string, seconds: number): string => {
  const end = phase === "first_half" || phase === "second_half" ? HALF_END[phase] : null;
  if (end !== null && seconds >= end) return `${end / 60}+${Math.floor((seconds - end) / 60) + 1}′`;
  return `${Math.floor(seconds / 60) + 1}′`;
};
