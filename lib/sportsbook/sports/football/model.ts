import { z } from "zod";
import { env } from "#lib/platform/config/env.ts";
import type { FootballModel } from "./pricing/intensity.ts";
import { loadNationalTeams, loadRatings, modelFor } from "./ratings/ratings.ts";
import { ratingsFile } from "./ratings/ratings-file.ts";
import type { LeagueRatings, Ratings } from "./ratings/schema.ts";

/** What a fixture says of a match that we price ourselves: from ratings of the two teams, or from given rates. */
export const FootballPricing = z.object({
  neutral: z.boolean().default(false),
  /** Ids in the ratings; a team that is not rated is priced as a newcomer of its opponent's league. */
  homeTeam: z.string().optional(),
  awayTeam: z.string().optional(),
  /** The league in the ratings whose strengths count. Absent: the one in which the teams have played most. */
  league: z.string().optional(),
  /** Expected goals, when the provider knows better than the ratings. */
  rates: z
    .object({
      homeRate: z.number().positive().max(12),
      awayRate: z.number().positive().max(12),
    })
    .optional(),
  /** Minutes of stoppage that are usual in the competition. */
  stoppage: z.object({ first: z.number().min(0).max(15), second: z.number().min(0).max(15) }).optional(),
});
export type FootballPricing = z.input<typeof FootballPricing>;

let national: LeagueRatings | undefined;

/** The national teams among the ratings that ship with Evens, read once. */
export const nationalTeams = (): LeagueRatings => {
  national ??= loadNationalTeams();
  return national;
};

let shipped: Ratings | undefined;
let ofOperator: (() => Ratings | null) | undefined;

const currentRatings = (): Ratings => {
  shipped ??= loadRatings();
  const { RATINGS_FILE } = env();
  if (!RATINGS_FILE) return shipped;
  ofOperator ??= ratingsFile(RATINGS_FILE);
  const own = ofOperator();
  return own ? { ...own, leagues: { ...shipped.leagues, ...own.leagues } } : shipped;
};

/** The rates that come with a fixture, else those that the ratings give; null where neither can tell. */
export const footballModelOf = (pricing: unknown, ratings?: Ratings): FootballModel | null => {
  const { rates, stoppage, ...fixture } = FootballPricing.parse(pricing);
  const model = rates ?? modelFor(ratings ?? currentRatings(), fixture);
  return model && { ...model, ...(stoppage && { stoppage }) };
};
