import { z } from "zod";

const Strength = z.object({ attack: z.number(), defence: z.number() });

export const TeamRating = z.object({
  name: z.string().min(1).max(120),
  /** ISO 3166-1 alpha-2 lower case, or a subdivision such as gb-eng; null where there is none. */
  countryCode: z.string().max(6).nullable(),
  ...Strength.shape,
  /** How many matches it rests on. */
  matches: z.int().min(1),
});
export type TeamRating = z.infer<typeof TeamRating>;

/** Fitted strengths of teams that meet each other: expected goals are those of `matchModel`. */
export const LeagueRatings = z.object({
  /** Days of the first and the last match that was used. */
  from: z.iso.date(),
  to: z.iso.date(),
  matches: z.int().min(1),
  baseRate: z.number().positive(),
  homeAdvantage: z.number(),
  rho: z.number(),
  /** Weighted, of plain Poisson and of Dixon–Coles on the same matches. */
  logLikelihood: z.object({ poisson: z.number(), dixonColes: z.number() }),
  /** What a team without a rating is taken for. */
  newcomer: Strength,
  /** By team id. */
  teams: z.record(z.string(), TeamRating),
});
export type LeagueRatings = z.infer<typeof LeagueRatings>;

/** Ratings by league. Strengths of one league do not compare with those of another. */
export const Ratings = z.object({
  meta: z.object({
    /** The day of pricing, from which matches fade. */
    asOf: z.iso.date(),
    halfLifeDays: z.number().positive(),
    source: z.string(),
    licence: z.string(),
  }),
  leagues: z.record(z.string(), LeagueRatings),
});
export type Ratings = z.infer<typeof Ratings>;
