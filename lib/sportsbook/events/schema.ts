import { z } from "zod";

export { EVENT_STATUS, type EventStatus } from "./views.ts";

export const Side = z.enum(["home", "away"]);
export type Side = z.infer<typeof Side>;

/**
 * A sport's scoreboard as stored in event.score. Only the sport's own folder reads its contents; {} before the first
 * one.
 */
export type EventScore = { readonly [field: string]: unknown };

/** Something that happened in an event. The sport says which kinds there are. */
export const Incident = z.object({
  /** 1, 2, 3 … within the event, in the order of the provider. */
  number: z.int().min(1),
  kind: z.string().regex(/^[a-z0-9_]{1,40}$/),
  /** The side it counts for; if it counts for neither, the side that caused it. */
  side: Side.nullable().default(null),
  /** On the clock of the event, if its sport has one. */
  clockSeconds: z.int().min(0).nullable().default(null),
  phase: z.string().max(40).nullable().default(null),
  playerName: z.string().max(120).nullable().default(null),
  /** True once the provider has revoked it. */
  revoked: z.boolean().default(false),
  /** Minutes of announced stoppage time, the incident that a review is about, … */
  detail: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .nullable()
    .default(null),
});
export type Incident = z.infer<typeof Incident>;

export const Competitor = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(120),
  shortName: z.string().min(1).max(40),
  /** ISO 3166-1 alpha-2 lower case, or a subdivision such as gb-eng. */
  countryCode: z.string().max(6).nullable(),
});
export type Competitor = z.infer<typeof Competitor>;

export const Competition = z.object({
  id: z.string().min(1).max(64),
  sportId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  category: z.string().min(1).max(80),
  name: z.string().min(1).max(120),
  countryCode: z.string().max(6).nullable(),
});
export type Competition = z.infer<typeof Competition>;
