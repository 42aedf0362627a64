import type { Incident, Side } from "#lib/sportsbook/events/schema.ts";
import { type SideNumber, sideOf } from "../sides.ts";

/** `free_throws` is one trip to the line: its points are in the detail. */
export const INCIDENT_KINDS = [
  "game_start",
  "two",
  "three",
  "free_throws",
  "foul",
  "time_out",
  "review",
  "period_end",
  "game_end",
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export type BasketballIncident = Omit<Incident, "kind" | "participant" | "detail"> & {
  kind: IncidentKind;
  participant: SideNumber | null;
  detail: {
    period: number;
    /** Of the period, as played so far. */
    clockSeconds: number;
    /** The points of both sides after it. */
    home: number;
    away: number;
    points?: number | undefined;
  };
};

/** An incident of a basketball event, which was checked when it was taken in. */
export const basketballIncident = (incident: Incident): BasketballIncident => incident as BasketballIncident;

const SCORING: readonly string[] = ["two", "three", "free_throws"] satisfies IncidentKind[];

export const isScoring = (kind: string): boolean => SCORING.includes(kind);

/** Who was first to have so many points; null where the incidents do not say. */
export const firstTo = (incidents: Iterable<Incident>, points: number): Side | null => {
  for (const incident of incidents) {
    const { kind, participant, detail, revoked } = basketballIncident(incident);
    if (revoked || !isScoring(kind)) continue;
    if (Math.max(detail.home, detail.away) < points) continue;
    const side = sideOf(participant);
    // The basket that one side reaches it with; unknown where that incident is missing.
    return side && detail[side] - (detail.points ?? 0) < points ? side : null;
  }
  return null;
};
