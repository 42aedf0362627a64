import { z } from "zod";

export const TeamRating = z.object({
  name: z.string().min(1).max(120),
  /** ISO 3166-1 alpha-2 lower case, or a subdivision such as gb-eng; null where there is none. */
  countryCode: z.string().max(6).nullable(),
  attack: z.number(),
  defence: z.number(),
  /** How many matches it rests on. */
  matches: z.int().min(1),
});
export type TeamRating = z.infer<typeof TeamRating>;

/** Fitted strengths: expected goals are baseRate × exp(attack − opponent's defence), at home × exp(homeAdvantage). */
export const Ratings = z.object({
  meta: z.object({
    /** The day of the last match that was used, and the one from which matches fade. */
    asOf: z.iso.date(),
    from: z.iso.date(),
    matches: z.int().min(1),
    halfLifeDays: z.number().positive(),
    baseRate: z.number().positive(),
    homeAdvantage: z.number(),
    rho: z.number(),
    /** Weighted, of plain Poisson and of Dixon–Coles on the same matches. */
    logLikelihood: z.object({ poisson: z.number(), dixonColes: z.number() }),
    source: z.string(),
    licence: z.string(),
  }),
  /** By team id. */
  teams: z.record(z.string(), TeamRating),
});
export type Ratings = z.infer<typeof Ratings>;
