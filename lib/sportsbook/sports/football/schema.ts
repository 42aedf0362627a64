import { z } from "zod";
import { Incident } from "#lib/sportsbook/events/schema.ts";
import { type FootballIncident, INCIDENT_KINDS } from "./incidents.ts";
import { FOOTBALL_PHASES, type FootballScore } from "./score.ts";

const Pair = z.object({ home: z.int().min(0), away: z.int().min(0) });

export const FootballScoreSchema: z.ZodType<FootballScore> = z.object({
  phase: z.enum(FOOTBALL_PHASES),
  clockSeconds: z.int().min(0),
  stoppageMinutes: z.int().min(0).nullable().default(null),
  goals: Pair,
  halfTime: Pair.nullable().default(null),
  redCards: Pair,
  yellowCards: Pair,
  corners: Pair,
  shots: Pair,
  shotsOnTarget: Pair,
  offsides: Pair,
});

export const FootballIncidentSchema: z.ZodType<FootballIncident> = Incident.extend({
  kind: z.enum(INCIDENT_KINDS),
  participant: z.literal([1, 2]).nullable().default(null),
  detail: z.object({
    clockSeconds: z.int().min(0),
    phase: z.enum(FOOTBALL_PHASES),
    player: z.string().max(120).optional(),
    minutes: z.int().min(0).optional(),
    goal: z.int().min(1).optional(),
  }),
});
