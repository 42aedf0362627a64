import { type IncidentKind, isGoal } from "../incidents.ts";
import { flowSecond, type MatchTimeline, type Stop, type TimelineIncident } from "./timeline.ts";

/** Seconds before an incident at which the scout sees it coming, and after it until the price is trusted again. */
const LEAD_SECONDS = 12;
const SETTLE_SECONDS = 24;
/** A penalty is taken and a check decided within this time, or they have nothing to do with each other. */
const DECISION_SECONDS = 240;

const REASONS: Partial<Record<IncidentKind, string>> = {
  goal: "possible_goal",
  own_goal: "possible_goal",
  penalty_goal: "penalty",
  penalty_missed: "penalty",
  penalty_awarded: "penalty",
  red_card: "red_card",
  second_yellow: "red_card",
  var_check: "var",
  goal_disallowed: "var",
};

/** What an incident leaves open until one of these has followed. */
const DECIDED_BY: Partial<Record<IncidentKind, readonly IncidentKind[]>> = {
  goal: ["var_check"],
  penalty_awarded: ["penalty_goal", "penalty_missed", "var_check"],
  var_check: ["goal_disallowed", "penalty_awarded", "red_card"],
};

/** One shot on target in this many makes the scout suspend for a moment. */
const FALSE_ALARM_EVERY = 4;

/** The stretches without bets around everything that moves a price. */
export const stopsOf = (timeline: Omit<MatchTimeline, "stops">): Stop[] => {
  const { incidents } = timeline;
  const secondOf = (incident: TimelineIncident) => flowSecond(timeline, incident.half, incident.second);
  const stops: Stop[] = [];
  let shots = 0;
  for (const [index, incident] of incidents.entries()) {
    const at = secondOf(incident);
    const halfStart = flowSecond(timeline, incident.half, 0);
    if (incident.kind === "shot_on_target") {
      shots += 1;
      if (shots % FALSE_ALARM_EVERY === 0)
        stops.push({ from: Math.max(halfStart, at - 6), to: at + 6, reason: "possible_goal" });
    }
    const reason = REASONS[incident.kind];
    if (!reason) continue;
    const within = incident.kind === "goal" ? 4 * SETTLE_SECONDS : DECISION_SECONDS;
    const decision = incidents
      .slice(index + 1)
      .find((next) => DECIDED_BY[incident.kind]?.includes(next.kind) && secondOf(next) - at <= within);
    const to = Math.max(at + SETTLE_SECONDS, decision ? secondOf(decision) : 0);
    stops.push({ from: Math.max(halfStart, at - LEAD_SECONDS), to, reason });
    if (isGoal(incident.kind)) stops.push({ from: at, to, reason: "goal" });
  }
  return stops.sort((a, b) => a.from - b.from);
};
