import type { FootballScore } from "../score.ts";

/** Expected goals of both sides over the whole match at eleven against eleven, and Dixon and Coles' ρ. */
export type FootballModel = { homeRate: number; awayRate: number; rho: number };

export type Rates = { home: number; away: number };

/*
 * Shape and factors: Poisson regression by minute on 1,822 matches of five leagues (2017-18), team strength taken out;
 * match events by Pappalardo et al. (Scientific Data 6, 236, 2019), CC BY 4.0.
 * Rates rise through each half: 0.76 to 0.96 and 0.98 to 1.12 of the match's mean; stoppage minutes carry 1.17 of the last.
 */
const HALF_MINUTES = 45;
const HALVES = {
  first_half: { from: 0.76, to: 0.96, stoppageMinutes: 2 },
  second_half: { from: 0.98, to: 1.12, stoppageMinutes: 5 },
} as const;
const STOPPAGE_FACTOR = 1.17;
/** While a half has not ended there is something left to play, whatever the board said. */
const STOPPAGE_LEFT_MIN = 0.5;

/** Measured 0.89 ± 0.03 ahead and 1.05 ± 0.04 behind, against level. */
const AHEAD = 0.9;
const BEHIND = 1.05;

/** Per card, two at most. Measured 0.66 ± 0.07 and 1.57 ± 0.10; Vecer, Kopriva and Ichiba (2009) have 2/3 and 5/4. */
const SHORT_HANDED = 0.67;
const AGAINST_SHORT_HANDED = 1.45;

type Half = keyof typeof HALVES;

const weightAt = (half: Half, minute: number): number => {
  const { from, to } = HALVES[half];
  return minute >= HALF_MINUTES ? to * STOPPAGE_FACTOR : from + ((to - from) * minute) / HALF_MINUTES;
};

const weightLeft = (half: Half, minute: number, announced: number | null): number => {
  const { to, stoppageMinutes } = HALVES[half];
  const inTime = Math.max(0, HALF_MINUTES - minute);
  const regular = (inTime * (weightAt(half, Math.min(minute, HALF_MINUTES - 1e-9)) + to)) / 2;
  const over = Math.max(0, minute - HALF_MINUTES);
  const stoppage = Math.max(STOPPAGE_LEFT_MIN, (announced ?? stoppageMinutes) - over);
  return regular + stoppage * to * STOPPAGE_FACTOR;
};

const WHOLE_SECOND = weightLeft("second_half", 0, null);
const WHOLE_MATCH = weightLeft("first_half", 0, null) + WHOLE_SECOND;

const minuteOfHalf = (score: FootballScore): number =>
  Math.max(0, score.clockSeconds / 60 - (score.phase === "second_half" ? HALF_MINUTES : 0));

/**
 * The share of a match's goals that is still to come: 1 at kick-off, about 0.57 at half-time, 0 once ended. Announced
 * stoppage replaces the usual two and five minutes, so a long one can lift it.
 */
export const shareLeft = (score: FootballScore): number => {
  const minute = minuteOfHalf(score);
  switch (score.phase) {
    case "not_started":
      return 1;
    case "first_half":
      return (weightLeft("first_half", minute, score.stoppageMinutes) + WHOLE_SECOND) / WHOLE_MATCH;
    case "half_time":
      return WHOLE_SECOND / WHOLE_MATCH;
    case "second_half":
      return weightLeft("second_half", minute, score.stoppageMinutes) / WHOLE_MATCH;
    case "ended":
      return 0;
  }
};

const stateFactor = (own: number, other: number): number => (own > other ? AHEAD : own < other ? BEHIND : 1);

const cardFactor = (own: number, other: number): number =>
  SHORT_HANDED ** Math.min(2, own) * AGAINST_SHORT_HANDED ** Math.min(2, other);

/** The model's rates as the score and the red cards now bend them, per whole match. */
export const bentRates = (model: FootballModel, { goals, redCards }: FootballScore): Rates => ({
  home: model.homeRate * stateFactor(goals.home, goals.away) * cardFactor(redCards.home, redCards.away),
  away: model.awayRate * stateFactor(goals.away, goals.home) * cardFactor(redCards.away, redCards.home),
});

/** Expected goals of both sides from now to the final whistle, were the score to stay as it is. */
export const remainingRates = (model: FootballModel, score: FootballScore): Rates => {
  const share = shareLeft(score);
  const { home, away } = bentRates(model, score);
  return { home: home * share, away: away * share };
};

/** Goals per minute of both sides at this very moment; zero while the ball is not in play. */
export const goalIntensity = (model: FootballModel, score: FootballScore): Rates => {
  if (score.phase !== "first_half" && score.phase !== "second_half") return { home: 0, away: 0 };
  const weight = weightAt(score.phase, minuteOfHalf(score)) / WHOLE_MATCH;
  const { home, away } = bentRates(model, score);
  return { home: home * weight, away: away * weight };
};
