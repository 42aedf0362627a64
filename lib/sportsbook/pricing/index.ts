export { cell, finalGrid, remainingGrid, type ScoreGrid } from "./football/grid.ts";
export {
  type FootballModel,
  goalIntensity,
  type Rates,
  remainingRates,
  shareLeft,
} from "./football/intensity.ts";
export type { FootballLines } from "./football/lines.ts";
export { OUTCOME_KEYS } from "./football/outcomes.ts";
export { DEFAULT_MARGIN, type MarginPolicy, type PricingOptions, priceFootball } from "./football/price.ts";
export { marketResults, type ResultContext } from "./football/results.ts";
export { offeredOdds } from "./ladder.ts";
export {
  applyMargin,
  type FairProbabilities,
  MARGIN_METHODS,
  type MarginMethod,
  overroundOf,
  removeMargin,
} from "./margin.ts";
export { teamIdOf } from "./ratings/fit-ratings.ts";
export { matchModel } from "./ratings/match-model.ts";
export { loadNationalTeams, loadRatings, modelFor } from "./ratings/ratings.ts";
export { type LeagueRatings, Ratings, type TeamRating } from "./ratings/schema.ts";
