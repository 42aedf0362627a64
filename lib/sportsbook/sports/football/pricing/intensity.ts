import type { FootballScore } from "../score.ts";

/** Minutes of stoppage that are usual in a competition, played out and not as announced. */
export type Stoppage = { first: number; second: number };

/** Expected goals of both sides over the whole match at eleven against eleven. */
export type FootballModel = { homeRate: number; awayRate: number; stoppage?: Stoppage | undefined };

export type Rates = { home: number; away: number };

/*
 * Shape and factors: Poisson regression by half minutes on 1,826 matches of five leagues (2017-18), team strength taken out;
 * match events by Pappalardo et al. (Scientific Data 6, 236, 2019), CC BY 4.0.
 * Rates rise through each half: 0.80 to 1.00 and 1.03 to 1.19 of the match's mean; stoppage minutes carry 1.17 of the last.
 */
const HALF_MINUTES = 45;
const HALVES = { first_half: { from: 0.8, to: 1 }, second_half: { from: 1.03, to: 1.19 } } as const;
const STOPPAGE_FACTOR = 1.17;
const USUAL_STOPPAGE: Stoppage = { first: 2, second: 5 };
/** Play goes on for so long past what the board says, and while a half has not ended there is something left of it. */
const STOPPAGE_LEFT_MIN = 0.5;

/** A side's rate by its lead, against level. Measured 0.85 ± 0.04, 0.93 ± 0.05, 1.03 ± 0.05 and 1.03 ± 0.06. */
const AHEAD = 0.86;
const FAR_AHEAD = 0.94;
const BEHIND = 1.03;

/** Level sides close the match from the 60th minute on, down to this at its end: measured 0.885 ± 0.09. */
const LEVEL_LATE = 0.88;
const LATE_FROM = 60;

/** Per card, two at most. Measured 0.64 ± 0.06 and 1.59 ± 0.11; Vecer, Kopriva and Ichiba (2009) have 2/3 and 5/4. */
const SHORT_HANDED = 0.67;
const AGAINST_SHORT_HANDED = 1.45;

export type Half = "first_half" | "second_half";

/** A stretch of a match: its share of the match's goals, and what level sides score in it against the rest of the match. */
export type Stretch = { share: number; level: number };

const stoppageOf = ({ stoppage = USUAL_STOPPAGE }: FootballModel, half: Half): number =>
  half === "first_half" ? stoppage.first : stoppage.second;

const weightAt = (half: Half, minute: number): number => {
  const { from, to } = HALVES[half];
  return minute >= HALF_MINUTES ? to * STOPPAGE_FACTOR : from + ((to - from) * minute) / HALF_MINUTES;
};

const levelAt = (half: Half, minute: number): number => {
  const played = minute + (half === "second_half" ? HALF_MINUTES : 0);
  const late = Math.min(1, Math.max(0, (played - LATE_FROM) / (2 * HALF_MINUTES - LATE_FROM)));
  return half === "second_half" ? 1 - (1 - LEVEL_LATE) * late : 1;
};

const regularWeight = (half: Half, from: number, to: number): number =>
  ((to - from) * (weightAt(half, from) + weightAt(half, Math.min(to, HALF_MINUTES - 1e-9)))) / 2;

const stoppageWeight = (half: Half, minutes: number): number => minutes * weightAt(half, HALF_MINUTES);

const halfWeight = (model: FootballModel, half: Half): number =>
  regularWeight(half, 0, HALF_MINUTES) + stoppageWeight(half, stoppageOf(model, half));

const matchWeight = (model: FootballModel): number =>
  halfWeight(model, "first_half") + halfWeight(model, "second_half");

/** Minutes of a half between which the rate of level sides hardly changes. */
const MARKS = { first_half: [0, HALF_MINUTES], second_half: [0, 15, 20, 25, 30, 35, 40, HALF_MINUTES] };

const stoppageLeft = (model: FootballModel, half: Half, minute: number, announced: number | null): number => {
  const expected = announced === null ? stoppageOf(model, half) : announced + STOPPAGE_LEFT_MIN;
  return Math.max(STOPPAGE_LEFT_MIN, expected - Math.max(0, minute - HALF_MINUTES));
};

/**
 * What is left of a half from a minute of it on. Announced stoppage replaces the usual; a little is left until the whistle goes.
 * @param minute of the half, stoppage counted on
 */
export const stretchesOf = (
  model: FootballModel,
  half: Half,
  minute = 0,
  announced: number | null = null,
): Stretch[] => {
  const whole = matchWeight(model);
  const stretches: Stretch[] = [];
  const marks = MARKS[half];
  for (const [i, mark] of marks.slice(1).entries()) {
    const from = Math.max(minute, marks[i] ?? 0);
    if (from >= mark) continue;
    stretches.push({
      share: regularWeight(half, from, mark) / whole,
      level: levelAt(half, (from + mark) / 2),
    });
  }
  const left = stoppageLeft(model, half, minute, announced);
  stretches.push({ share: stoppageWeight(half, left) / whole, level: levelAt(half, HALF_MINUTES) });
  return stretches;
};

const minuteOfHalf = (score: FootballScore): number =>
  Math.max(0, score.clockSeconds / 60 - (score.phase === "second_half" ? HALF_MINUTES : 0));

/** What is left of the match; nothing once it has ended. */
export const stretchesLeft = (model: FootballModel, score: FootballScore): Stretch[] => {
  const { phase, stoppageMinutes } = score;
  switch (phase) {
    case "not_started":
      return [...stretchesOf(model, "first_half"), ...stretchesOf(model, "second_half")];
    case "first_half":
      return [
        ...stretchesOf(model, phase, minuteOfHalf(score), stoppageMinutes),
        ...stretchesOf(model, "second_half"),
      ];
    case "half_time":
      return stretchesOf(model, "second_half");
    case "second_half":
      return stretchesOf(model, phase, minuteOfHalf(score), stoppageMinutes);
    case "ended":
      return [];
  }
};

/** Seconds that are still to be played; 0 once it has ended. */
export const secondsLeft = (model: FootballModel, score: FootballScore): number => {
  const of = (half: Half, minute = 0, announced: number | null = null): number =>
    60 * (Math.max(0, HALF_MINUTES - minute) + stoppageLeft(model, half, minute, announced));
  const { phase, stoppageMinutes } = score;
  switch (phase) {
    case "not_started":
      return of("first_half") + of("second_half");
    case "first_half":
      return of(phase, minuteOfHalf(score), stoppageMinutes) + of("second_half");
    case "half_time":
      return of("second_half");
    case "second_half":
      return of(phase, minuteOfHalf(score), stoppageMinutes);
    case "ended":
      return 0;
  }
};

/** How a side's rate depends on its lead, level sides aside. */
export const leadFactor = (lead: number): number =>
  lead === 0 ? 1 : lead === 1 ? AHEAD : lead > 1 ? FAR_AHEAD : BEHIND;

const cardFactor = (own: number, other: number): number =>
  SHORT_HANDED ** Math.min(2, own) * AGAINST_SHORT_HANDED ** Math.min(2, other);

/** Rates as the red cards bend them. */
export const bentByCards = ({ home, away }: Rates, { redCards }: Pick<FootballScore, "redCards">): Rates => ({
  home: home * cardFactor(redCards.home, redCards.away),
  away: away * cardFactor(redCards.away, redCards.home),
});

/**
 * Goals per minute of both sides at this very moment; zero while the ball is not in play.
 * @param base goals per match of level sides before the 60th minute: `baseRates`
 */
export const goalIntensity = (model: FootballModel, base: Rates, score: FootballScore): Rates => {
  const { phase, goals } = score;
  if (phase !== "first_half" && phase !== "second_half") return { home: 0, away: 0 };
  const minute = minuteOfHalf(score);
  const lead = goals.home - goals.away;
  const weight = (weightAt(phase, minute) / matchWeight(model)) * (lead === 0 ? levelAt(phase, minute) : 1);
  const bent = bentByCards(base, score);
  return { home: bent.home * leadFactor(lead) * weight, away: bent.away * leadFactor(-lead) * weight };
};
