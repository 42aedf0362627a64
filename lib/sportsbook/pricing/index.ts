export { bookMargin } from "./book-margin.ts";
export { offeredOdds, onLadder, ticksFrom } from "./ladder.ts";
export {
  applyMargin,
  type FairProbabilities,
  MARGIN_METHODS,
  type MarginMethod,
  overroundOf,
  removeMargin,
} from "./margin.ts";
export { at, sum } from "./numeric.ts";
export { type FairMarket, offerMarket } from "./offer.ts";
