import { type FootballModel, loadRatings, modelFor, type Ratings } from "#lib/sportsbook/pricing/index.ts";
import type { Pricing } from "./schema.ts";

let ratings: Ratings | undefined;

/** The ratings of national teams, read once. */
export const nationalTeams = (): Ratings => {
  ratings ??= loadRatings();
  return ratings;
};

/** The trader's model of a fixture: the rates that come with it, else by our ratings; null leaves it without prices. */
export const modelOfPricing = (pricing: Pricing): FootballModel | null => {
  if (pricing.by === "provider") return null;
  const { rates, homeTeam, awayTeam, neutral } = pricing;
  if (rates) return rates;
  return homeTeam && awayTeam ? modelFor(nationalTeams(), homeTeam, awayTeam, neutral) : null;
};
