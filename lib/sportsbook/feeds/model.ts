import { env } from "#lib/platform/config/env.ts";
import {
  type FootballModel,
  type LeagueRatings,
  loadNationalTeams,
  loadRatings,
  modelFor,
  type Ratings,
} from "#lib/sportsbook/pricing/index.ts";
import { ratingsFile } from "./ratings-file.ts";
import type { Pricing } from "./schema.ts";

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

/** The trader's model of a fixture: the rates that come with it, else by the ratings; null leaves it without prices. */
export const modelOfPricing = (pricing: Pricing, ratings?: Ratings): FootballModel | null => {
  if (pricing.by === "provider") return null;
  return pricing.rates ?? modelFor(ratings ?? currentRatings(), pricing);
};
