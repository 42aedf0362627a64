import type { FootballModel } from "#lib/sportsbook/pricing/index.ts";
import type { Pricing } from "./schema.ts";

/** Two average sides, the first at home: mean goals of 1,822 league matches of 2017-18. For teams that we have no rating of. */
export const AVERAGE_MODEL: FootballModel = { homeRate: 1.5, awayRate: 1.18, rho: -0.05 };

/** The trader's model of a fixture: the rates it comes with, else of two average sides; null where the provider prices. */
export const modelOfPricing = (pricing: Pricing): FootballModel | null =>
  pricing.by === "provider" ? null : (pricing.rates ?? AVERAGE_MODEL);
