import type { Incident } from "#lib/sportsbook/events/schema.ts";
import { footballIncident, type IncidentKind } from "../incidents.ts";
import type { FootballScore } from "../score.ts";
import { axisSeconds, HALF_MINUTES, MATCH_MINUTES } from "./axis.ts";

/** What an attack is worth, by how near to a goal it came. Cards, checks and whistles are no attacks. */
const WEIGHT: Partial<Record<IncidentKind, number>> = {
  offside: 0.5,
  corner: 1,
  shot: 1.5,
  own_goal: 2,
  penalty_awarded: 2,
  shot_on_target: 3,
  penalty_missed: 3,
  penalty_goal: 4,
  goal: 5,
};

/** After so many minutes an attack counts half. */
const HALF_LIFE_MINUTES = 4;
/** So much is as high as a bar grows. Fixed, so that bars of quiet matches stay low and none moves later. */
const FULL = 9;
const RECENT_MINUTES = 10;

type Clock = Pick<FootballScore, "phase" | "clockSeconds">;

const minuteOf = (moment: Clock): number =>
  Math.min(
    Math.floor(axisSeconds(moment) / 60),
    (moment.phase === "first_half" ? HALF_MINUTES : MATCH_MINUTES) - 1,
  );

const weightOf = ({ kind, revoked }: Incident): number =>
  (revoked ? WEIGHT.shot_on_target : WEIGHT[kind as IncidentKind]) ?? 0;

const minutesBegun = (score: Clock): number => {
  if (score.phase === "not_started") return 0;
  if (score.phase === "half_time") return HALF_MINUTES;
  return score.phase === "ended" ? MATCH_MINUTES : minuteOf(score) + 1;
};

/**
 * Who pressed, a value a minute from -1 (all away) to 1 (all home), up to the minute being played. Each attack that the feed
 * reported adds its weight and fades with a half-life of four minutes; both halves start from nothing. Stoppage time counts
 * into the last minute of its half.
 */
export const momentumOf = (incidents: readonly Incident[], score: Clock): number[] => {
  const fade = 2 ** (-1 / HALF_LIFE_MINUTES);
  const pushes = new Array<number>(MATCH_MINUTES).fill(0);
  for (const incident of incidents) {
    const minute = minuteOf(footballIncident(incident).detail);
    if (incident.participant !== null)
      pushes[minute] = (pushes[minute] ?? 0) + weightOf(incident) * (incident.participant === 1 ? 1 : -1);
  }
  let pressure = 0;
  return pushes.slice(0, minutesBegun(score)).map((push, minute) => {
    pressure = (minute === HALF_MINUTES ? 0 : pressure * fade) + push;
    return Math.max(-1, Math.min(1, pressure / FULL));
  });
};

export type Pressing = "home" | "away" | "even" | "quiet";

/** Who pressed in the last ten minutes: one side, both, or nobody. */
export const pressing = (momentum: readonly number[]): Pressing => {
  const recent = momentum.slice(-RECENT_MINUTES);
  const size = recent.reduce((total, value) => total + Math.abs(value), 0);
  const lead = recent.reduce((total, value) => total + value, 0);
  if (size < 0.5) return "quiet";
  if (Math.abs(lead) < size / 3) return "even";
  return lead > 0 ? "home" : "away";
};
