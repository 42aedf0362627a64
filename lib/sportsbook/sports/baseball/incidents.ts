import type { Incident } from "#lib/sportsbook/events/schema.ts";
import type { SideNumber } from "../sides.ts";

export const INCIDENT_KINDS = ["game_start", "runs", "half_end", "game_end"] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export type BaseballIncident = Omit<Incident, "kind" | "participant" | "detail"> & {
  kind: IncidentKind;
  participant: SideNumber | null;
  detail: {
    inning: number;
    /** 1 is the top, 2 the bottom of the inning. */
    half: 1 | 2;
    /** The runs of both sides after it, and how many it brought. */
    home: number;
    away: number;
    runs?: number | undefined;
  };
};

/** An incident of a baseball event, which was checked when it was taken in. */
export const baseballIncident = (incident: Incident): BaseballIncident => incident as BaseballIncident;
