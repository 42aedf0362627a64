import { z } from "zod";
import { Incident, Side } from "#lib/sportsbook/events/schema.ts";
import { type BasketballIncident, INCIDENT_KINDS } from "./incidents.ts";
import { BASKETBALL_PHASES, type BasketballScore } from "./score.ts";

const Pair = z.object({ home: z.int().min(0), away: z.int().min(0) });

export const BasketballScoreSchema: z.ZodType<BasketballScore> = z.object({
  phase: z.enum(BASKETBALL_PHASES),
  quarterMinutes: z.literal([10, 12]),
  periods: z.array(Pair).max(14),
  clockSeconds: z.int().min(0),
  possession: Side.nullable().default(null),
  fouls: Pair,
});

export const BasketballIncidentSchema: z.ZodType<BasketballIncident> = Incident.extend({
  kind: z.enum(INCIDENT_KINDS),
  participant: z.literal([1, 2]).nullable().default(null),
  detail: z.object({
    period: z.int().min(1),
    clockSeconds: z.int().min(0),
    home: z.int().min(0),
    away: z.int().min(0),
    points: z.int().min(0).max(4).optional(),
  }),
});
