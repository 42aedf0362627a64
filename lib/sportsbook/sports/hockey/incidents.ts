import type { Incident } from "#lib/sportsbook/events/schema.ts";
import type { SideNumber } from "../sides.ts";

export const INCIDENT_KINDS = [
  "game_start",
  "goal",
  "empty_net_goal",
  "penalty",
  "period_end",
  "shootout_won",
  "game_end",
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export type HockeyIncident = Omit<Incident, "kind" | "participant" | "detail"> & {
  kind: IncidentKind;
  participant: SideNumber | null;
  detail: {
    period: number;
    /** Of the period, as played so far. */
    clockSeconds: number;
    /** The goals of both sides after it. */
    home: number;
    away: number;
  };
};

/** An incident of an ice hockey event, which was checked when it was taken in. */
export const hockeyIncident = (incident: Incident): HockeyIncident => incident as HockeyIncident;
