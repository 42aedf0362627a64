import { z } from "zod";
import { Incident, Side } from "#lib/sportsbook/events/schema.ts";
import { INCIDENT_KINDS, type TennisIncident } from "./incidents.ts";
import { TENNIS_PHASES, type TennisScore } from "./score.ts";

const Pair = z.object({ home: z.int().min(0), away: z.int().min(0) });

export const TennisScoreSchema: z.ZodType<TennisScore> = z.object({
  phase: z.enum(TENNIS_PHASES),
  bestOf: z.union([z.literal(3), z.literal(5)]),
  sets: z.array(z.object({ games: Pair, tieBreak: Pair.nullable().default(null) })).max(5),
  points: Pair,
  server: Side.nullable(),
});

export const TennisIncidentSchema: z.ZodType<TennisIncident> = Incident.extend({
  kind: z.enum(INCIDENT_KINDS),
  participant: z.literal([1, 2]).nullable().default(null),
  detail: z.object({
    set: z.int().min(1).max(5),
    game: z.int().min(1).optional(),
    home: z.int().min(0).optional(),
    away: z.int().min(0).optional(),
  }),
});
