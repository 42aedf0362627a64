import { z } from "zod";
import { Incident } from "#lib/sportsbook/events/schema.ts";
import { type BaseballIncident, INCIDENT_KINDS } from "./incidents.ts";
import { BASEBALL_PHASES, type BaseballScore } from "./score.ts";

export const BaseballScoreSchema: z.ZodType<BaseballScore> = z.object({
  phase: z.enum(BASEBALL_PHASES),
  innings: z.array(z.object({ home: z.int().min(0), away: z.int().min(0) })).max(30),
  half: z.enum(["top", "bottom"]),
  outs: z.int().min(0).max(3),
});

export const BaseballIncidentSchema: z.ZodType<BaseballIncident> = Incident.extend({
  kind: z.enum(INCIDENT_KINDS),
  participant: z.literal([1, 2]).nullable().default(null),
  detail: z.object({
    inning: z.int().min(1),
    half: z.literal([1, 2]),
    home: z.int().min(0),
    away: z.int().min(0),
    runs: z.int().min(0).optional(),
  }),
});
