import { z } from "zod";
import { Incident, Side } from "#lib/sportsbook/events/schema.ts";
import { type HockeyIncident, INCIDENT_KINDS } from "./incidents.ts";
import { HOCKEY_PHASES, type HockeyScore } from "./score.ts";

const Pair = z.object({ home: z.int().min(0), away: z.int().min(0) });

export const HockeyScoreSchema: z.ZodType<HockeyScore> = z.object({
  phase: z.enum(HOCKEY_PHASES),
  playoff: z.boolean().default(false),
  periods: z.array(Pair).max(12),
  clockSeconds: z.int().min(0),
  shootout: Side.nullable().default(null),
  shots: Pair,
});

export const HockeyIncidentSchema: z.ZodType<HockeyIncident> = Incident.extend({
  kind: z.enum(INCIDENT_KINDS),
  participant: z.literal([1, 2]).nullable().default(null),
  detail: z.object({
    period: z.int().min(1),
    clockSeconds: z.int().min(0),
    home: z.int().min(0),
    away: z.int().min(0),
  }),
});
