import type { Random } from "#lib/core/random.ts";
import type { Side } from "#lib/sportsbook/events/schema.ts";
import {
  attackOf,
  BACKGROUND_KINDS,
  CORNER_AFTER_SHOT,
  ratePerSecond,
  USUAL_SECONDS,
} from "../background.ts";
import type { IncidentKind } from "../incidents.ts";
import { baseRates } from "../pricing/base-rates.ts";
import { type FootballModel, goalIntensity } from "../pricing/intensity.ts";
import { type FootballScore, footballKickOff } from "../score.ts";
import { stopsOf } from "./suspensions.ts";
import { HALF_SECONDS, type MatchTimeline, type TimelineIncident } from "./timeline.ts";

/** Goals disallowed by VAR, per match. */
const DISALLOWED_PER_MATCH = 0.2;
const PENALTY_SHARE = 0.085;
const OWN_GOAL_SHARE = 0.03;
const CHECKED_SHARE = 0.12;
const BREAK_SECONDS = 300;

/** Announced minutes, as often as they are listed. With what is played on top their means are the model's 2 and 5. */
const STOPPAGE = { 1: [0, 1, 1, 1, 2, 2, 2, 2, 3, 3], 2: [3, 3, 4, 4, 4, 5, 5, 5, 6, 8] } as const;
const PLAYED_ON_SECONDS_MAX = 36;

type Rate = { kind: IncidentKind; side: Side; perSecond: number };

const backgroundRates = (model: FootballModel): Rate[] =>
  (["home", "away"] as const).flatMap((side) => [
    ...BACKGROUND_KINDS.map((kind) => ({ kind, side, perSecond: ratePerSecond(model, kind, side) })),
    {
      kind: "goal_disallowed" as const,
      side,
      perSecond: (DISALLOWED_PER_MATCH * attackOf(model, side)) / USUAL_SECONDS,
    },
  ]);

const draw = (random: Random, rates: readonly Rate[]): Rate | undefined => {
  let at = random.float();
  return rates.find(({ perSecond }) => {
    at -= perSecond;
    return at < 0;
  });
};

/**
 * One match of regular time. Goals fall at the intensity that prices are made of, second by second, so that prices are right on
 * average; the rest is colour at the rates of real matches. Equal randomness gives the equal match.
 */
export const generateMatch = (random: Random, model: FootballModel): MatchTimeline => {
  const background = backgroundRates(model);
  const base = baseRates(model);
  const incidents: TimelineIncident[] = [];
  const score: FootballScore = footballKickOff();
  const halves: [number, number] = [0, 0];

  for (const half of [1, 2] as const) {
    const minutes = random.pick(STOPPAGE[half]);
    const length = HALF_SECONDS + minutes * 60 + random.integer(PLAYED_ON_SECONDS_MAX);
    halves[half - 1] = length;
    score.phase = half === 1 ? "first_half" : "second_half";
    score.stoppageMinutes = null;
    const told: TimelineIncident[] = [];
    let busyUntil = 0;
    const quietSince = (second: number) =>
      told.every((i) => i.second < second || i.kind === "shot" || i.kind === "corner");
    const push = (
      second: number,
      kind: IncidentKind,
      side: Side | null,
      more?: Pick<TimelineIncident, "minutes">,
    ) => told.push({ half, second, kind, side, ...more });
    const clear = (from: number, to: number) => {
      for (let i = told.length - 1; i >= 0; i -= 1) {
        const second = told[i]?.second ?? 0;
        if (second >= from && second <= to) told.splice(i, 1);
      }
    };
    const penalty = (second: number, kind: "penalty_goal" | "penalty_missed", side: Side): boolean => {
      const awarded = second - 45 - random.integer(50);
      if (awarded < 30 || awarded < busyUntil || !quietSince(awarded)) return false;
      clear(awarded, second);
      push(awarded, "penalty_awarded", side);
      push(second, kind, side);
      return true;
    };

    for (let second = 5; second < length - 2; second += 1) {
      score.clockSeconds = (half === 1 ? 0 : HALF_SECONDS) + second;
      if (second === HALF_SECONDS - 30 && minutes > 0) {
        push(second, "stoppage_time", null, { minutes });
        score.stoppageMinutes = minutes;
      }
      if (second < busyUntil) continue;
      const goals = goalIntensity(model, base, score);
      const chance = random.float() * 60;
      const scorer: Side | null =
        chance < goals.home ? "home" : chance < goals.home + goals.away ? "away" : null;
      if (scorer) {
        const manner = random.float();
        const isPenalty = manner < PENALTY_SHARE && penalty(second, "penalty_goal", scorer);
        if (!isPenalty) push(second, manner > 1 - OWN_GOAL_SHARE ? "own_goal" : "goal", scorer);
        if (!isPenalty && random.float() < CHECKED_SHARE && second + 40 < length)
          push(second + 15 + random.integer(20), "var_check", scorer);
        score.goals[scorer] += 1;
        continue;
      }
      const happened = draw(random, background);
      if (!happened) continue;
      const { kind, side } = happened;
      if (kind === "penalty_missed") {
        penalty(second, kind, side);
      } else if (kind === "goal_disallowed") {
        const check = second + 20 + random.integer(15);
        const decision = check + 30 + random.integer(50);
        if (decision + 10 >= length) continue;
        push(second, "goal", side);
        push(check, "var_check", side);
        push(decision, "goal_disallowed", side);
        busyUntil = decision + 1;
      } else {
        if (kind === "red_card" || kind === "second_yellow") {
          if (score.redCards[side] >= 2) continue;
          score.redCards[side] += 1;
        }
        push(second, kind, side);
        if (kind === "shot_on_target" && random.float() < CORNER_AFTER_SHOT) push(second + 2, "corner", side);
      }
    }
    incidents.push(...told.sort((a, b) => a.second - b.second));
  }
  const timeline = { halves, breakSeconds: BREAK_SECONDS, incidents };
  return { ...timeline, stops: stopsOf(timeline) };
};
