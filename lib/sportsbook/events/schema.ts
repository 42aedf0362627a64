import { z } from "zod";

export { EVENT_STATUS, type EventStatus } from "./views.ts";

export const Side = z.enum(["home", "away"]);
export type Side = z.infer<typeof Side>;

/**
 * A sport's scoreboard as stored in event.score. Only the sport's own folder reads its contents; {} before the first
 * one.
 */
export type EventScore = { readonly [field: string]: unknown };

/** Something that happened in an event. Its sport knows the kinds and checks the detail. */
export const Incident = z.object({
  /** 1, 2, 3 … within the event, in the order of the provider. */
  number: z.int().min(1),
  kind: z.string().regex(/^[a-z0-9_]{1,40}$/),
  /**
   * The number of the participant that it counts for, from 1; if it counts for none, of the one who caused it. Null where
   * it concerns nobody or the whole event.
   */
  participant: z.int().min(1).max(200).nullable().default(null),
  /** True once the provider has revoked it. */
  revoked: z.boolean().default(false),
  /** What else the sport says about it, such as the time on its clock. Only the sport's own folder reads its contents. */
  detail: z.record(z.string(), z.unknown()).default({}),
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

/** A match that has ended, from the view of one of its sides. */
export type PastMatch = {
  id: string;
  startsAt: string;
  sides: readonly [string, string];
  score: string;
  result: "won" | "drawn" | "lost";
};
