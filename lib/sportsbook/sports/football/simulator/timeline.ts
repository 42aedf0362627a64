import { EVENT_STATUS, type EventStatus, type Side } from "#lib/sportsbook/events/schema.ts";
import { numberOfSide, sideOf } from "../../sides.ts";
import { type FootballIncident, type IncidentKind, isGoal } from "../incidents.ts";
import { type FootballScore, footballKickOff } from "../score.ts";

/** Something that happened, by half and second of that half. */
export type TimelineIncident = {
  half: 1 | 2;
  second: number;
  kind: IncidentKind;
  side: Side | null;
  player?: string | undefined;
  /** Of announced stoppage time. */
  minutes?: number;
};

/** A stretch in which betting is suspended, in seconds since kick-off with the break counted. */
export type Stop = { from: number; to: number; reason: string };

/** A whole match of regular time: known in advance by the simulator, published bit by bit. */
export type MatchTimeline = {
  /** Seconds of each half, stoppage included. */
  halves: readonly [number, number];
  breakSeconds: number;
  /** In order of time. */
  incidents: readonly TimelineIncident[];
  stops: readonly Stop[];
};

export const HALF_SECONDS = 2700;

/** Seconds from kick-off to the final whistle, break included. */
export const lengthOf = ({ halves, breakSeconds }: Pick<MatchTimeline, "halves" | "breakSeconds">): number =>
  halves[0] + breakSeconds + halves[1];

/** Where a second of a half lies in the flow of the match, break included. */
export const flowSecond = (
  timeline: Pick<MatchTimeline, "halves" | "breakSeconds">,
  half: 1 | 2,
  second: number,
): number => (half === 1 ? second : timeline.halves[0] + timeline.breakSeconds + second);

const tally = (score: FootballScore, incident: FootballIncident, by: 1 | -1): void => {
  const { kind } = incident;
  const side = sideOf(incident.participant);
  if (side === null) return;
  if (isGoal(kind)) score.goals[side] += by;
  if (kind === "goal" || kind === "penalty_goal" || kind === "shot_on_target")
    score.shotsOnTarget[side] += by;
  if (
    kind === "goal" ||
    kind === "penalty_goal" ||
    kind === "shot_on_target" ||
    kind === "shot" ||
    kind === "penalty_missed"
  )
    score.shots[side] += by;
  if (kind === "corner") score.corners[side] += by;
  if (kind === "offside") score.offsides[side] += by;
  if (kind === "yellow_card") score.yellowCards[side] += by;
  if (kind === "red_card" || kind === "second_yellow") score.redCards[side] += by;
};

export type MatchState = {
  status: EventStatus;
  score: FootballScore;
  incidents: FootballIncident[];
  /** Why betting is suspended. */
  suspension: string | null;
};

const whistles = ({ halves }: MatchTimeline): TimelineIncident[] => [
  { half: 1, second: 0, kind: "kick_off", side: null },
  { half: 1, second: halves[0], kind: "half_time", side: null },
  { half: 2, second: 0, kind: "second_half", side: null },
  { half: 2, second: halves[1], kind: "full_time", side: null },
];

const rank = (kind: IncidentKind): number =>
  kind === "kick_off" || kind === "second_half" ? -1 : kind === "half_time" || kind === "full_time" ? 1 : 0;

/** All incidents of a match in order, whistles included, each with its second of play. */
export const storyOf = (timeline: MatchTimeline): (TimelineIncident & { at: number })[] =>
  [...timeline.incidents, ...whistles(timeline)]
    .map((incident) => ({ ...incident, at: flowSecond(timeline, incident.half, incident.second) }))
    .sort((a, b) => a.at - b.at || rank(a.kind) - rank(b.kind));

const stopAt = (stops: readonly Stop[], at: number): string | null =>
  stops.findLast((stop) => stop.from <= at && at < stop.to)?.reason ?? null;

/** Plays a timeline forward: `advance` goes to a second of the flow and publishes the state there. */
export const playMatch = (timeline: MatchTimeline) => {
  const story = storyOf(timeline);
  const incidents: FootballIncident[] = [];
  const score = footballKickOff();
  let told = 0;

  const tell = ({ kind, side, player, minutes, ...entry }: TimelineIncident): void => {
    const clockSeconds = entry.half === 1 ? entry.second : HALF_SECONDS + entry.second;
    if (kind === "kick_off") score.phase = "first_half";
    if (kind === "second_half") {
      score.phase = "second_half";
      score.stoppageMinutes = null;
    }
    const incident: FootballIncident = {
      number: incidents.length + 1,
      kind,
      participant: side && numberOfSide(side),
      revoked: false,
      detail: {
        clockSeconds,
        phase: score.phase,
        ...(player === undefined ? {} : { player }),
        ...(minutes === undefined ? {} : { minutes }),
      },
    };
    incidents.push(incident);
    tally(score, incident, 1);
    if (kind === "stoppage_time") score.stoppageMinutes = minutes ?? 0;
    if (kind === "goal_disallowed") {
      const goal = incidents.findLast(
        (i) => isGoal(i.kind) && i.participant === incident.participant && !i.revoked,
      );
      if (goal) {
        goal.revoked = true;
        tally(score, goal, -1);
        incident.detail = { ...incident.detail, goal: goal.number };
      }
    }
    if (kind === "half_time") {
      score.phase = "half_time";
      score.stoppageMinutes = null;
      score.halfTime = { ...score.goals };
    }
    if (kind === "full_time") score.phase = "ended";
  };

  const clockAt = (at: number): number => {
    if (score.phase === "first_half") return Math.floor(at);
    if (score.phase === "half_time") return HALF_SECONDS;
    if (score.phase === "second_half") return Math.floor(HALF_SECONDS + at - flowSecond(timeline, 2, 0));
    return score.phase === "ended" ? 2 * HALF_SECONDS : 0;
  };

  return {
    story,
    /** How many incidents have been published so far. */
    told: () => told,
    advance: (at: number): MatchState => {
      while (told < story.length && (story[told] as { at: number }).at <= at) {
        tell(story[told] as TimelineIncident);
        told += 1;
      }
      score.clockSeconds = clockAt(at);
      return {
        status:
          score.phase === "not_started"
            ? EVENT_STATUS.notStarted
            : score.phase === "ended"
              ? EVENT_STATUS.ended
              : EVENT_STATUS.live,
        score: structuredClone(score),
        incidents: incidents.map((incident) => ({ ...incident })),
        suspension: score.phase === "ended" ? null : stopAt(timeline.stops, at),
      };
    },
  };
};
