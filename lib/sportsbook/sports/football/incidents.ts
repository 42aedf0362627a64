import type { Incident, Side } from "#lib/sportsbook/events/schema.ts";
import { type SideNumber, sideOf } from "../sides.ts";
import type { FootballPhase } from "./score.ts";

export const INCIDENT_KINDS = [
  "kick_off",
  "half_time",
  "second_half",
  "full_time",
  "goal",
  "own_goal",
  "penalty_goal",
  "penalty_awarded",
  "penalty_missed",
  "yellow_card",
  "second_yellow",
  "red_card",
  "corner",
  "shot",
  "shot_on_target",
  "offside",
  "var_check",
  "goal_disallowed",
  "stoppage_time",
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export type FootballIncident = Omit<Incident, "kind" | "participant" | "detail"> & {
  kind: IncidentKind;
  participant: SideNumber | null;
  detail: {
    /** On the match clock, as in the score. */
    clockSeconds: number;
    phase: FootballPhase;
    player?: string | undefined;
    /** Of announced stoppage time. */
    minutes?: number | undefined;
    /** The number of the goal that was disallowed. */
    goal?: number | undefined;
  };
};

/** An incident of a football event, which was checked when it was taken in. */
export const footballIncident = (incident: Incident): FootballIncident => incident as FootballIncident;

const GOALS: readonly string[] = ["goal", "own_goal", "penalty_goal"] satisfies IncidentKind[];

const DISMISSALS: readonly string[] = ["red_card", "second_yellow"] satisfies IncidentKind[];

/** Kinds that add a goal to the score of the incident's side. */
export const isGoal = (kind: string): boolean => GOALS.includes(kind);
export const isDismissal = (kind: string): boolean => DISMISSALS.includes(kind);

/** The sides of the goals that count, in the order they fell. */
export const goalSides = (
  incidents: Iterable<Pick<Incident, "number" | "kind" | "participant" | "revoked">>,
): Side[] =>
  [...incidents]
    .filter(({ kind, revoked }) => isGoal(kind) && !revoked)
    .sort((a, b) => a.number - b.number)
    .flatMap(({ participant }) => sideOf(participant) ?? []);
