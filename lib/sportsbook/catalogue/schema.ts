import { z } from "zod";

/** Event status codes of the field's feeds. */
export const EVENT_STATUS = {
  notStarted: 0,
  live: 1,
  suspended: 2,
  ended: 3,
  closed: 4,
  cancelled: 5,
  delayed: 6,
  interrupted: 7,
  postponed: 8,
  abandoned: 9,
} as const;

export type EventStatus = (typeof EVENT_STATUS)[keyof typeof EVENT_STATUS];

export const Side = z.enum(["home", "away"]);
export type Side = z.infer<typeof Side>;

export const FootballPhase = z.enum(["not_started", "first_half", "half_time", "second_half", "ended"]);
export type FootballPhase = z.infer<typeof FootballPhase>;

const Pair = z.object({ home: z.int().min(0), away: z.int().min(0) });

/** The football scoreboard, regular time only: what markets are priced and settled on. Stored in event.score. */
export const FootballScore = z.object({
  phase: FootballPhase,
  /** Seconds on the match clock. 2700 is 45:00; stoppage time goes on counting past it until the half ends. */
  clockSeconds: z.int().min(0),
  /** Announced stoppage minutes of the running half, when known. */
  stoppageMinutes: z.int().min(0).nullable().default(null),
  goals: Pair,
  /** Score at half-time, once it is known. */
  halfTime: Pair.nullable().default(null),
  redCards: Pair,
  yellowCards: Pair,
  corners: Pair,
  shots: Pair,
  shotsOnTarget: Pair,
  offsides: Pair,
});
export type FootballScore = z.infer<typeof FootballScore>;

export const footballKickOff = (): FootballScore => ({
  phase: "not_started",
  clockSeconds: 0,
  stoppageMinutes: null,
  goals: { home: 0, away: 0 },
  halfTime: null,
  redCards: { home: 0, away: 0 },
  yellowCards: { home: 0, away: 0 },
  corners: { home: 0, away: 0 },
  shots: { home: 0, away: 0 },
  shotsOnTarget: { home: 0, away: 0 },
  offsides: { home: 0, away: 0 },
});

export const IncidentKind = z.enum([
  "kick_off",
  "half_time",
  "second_half",
  "full_time",
  "goal",
  "own_goal",
  "penalty_goal",
  "penalty_awarded",
  "penalty_missed",
  "yellow_card",
  "second_yellow",
  "red_card",
  "corner",
  "shot",
  "shot_on_target",
  "offside",
  "var_check",
  "goal_disallowed",
  "stoppage_time",
]);
export type IncidentKind = z.infer<typeof IncidentKind>;

export const Incident = z.object({
  /** 1, 2, 3 … within the event, in the order in which the provider tells them. */
  number: z.int().min(1),
  kind: IncidentKind,
  /** The side that benefits from a goal, own goals included; else the side that did it. */
  side: Side.nullable().default(null),
  clockSeconds: z.int().min(0),
  phase: FootballPhase,
  playerName: z.string().max(120).nullable().default(null),
  /** True once VAR took it back. */
  revoked: z.boolean().default(false),
  /** Minutes of announced stoppage time, the incident a VAR check is about, … */
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
  sportId: z.literal("football"),
  category: z.string().min(1).max(80),
  name: z.string().min(1).max(120),
  countryCode: z.string().max(6).nullable(),
});
export type Competition = z.infer<typeof Competition>;
