import { MARKET_STATUS, type MarketPrice } from "#lib/sportsbook/markets/schema.ts";
import type { MarginPolicy } from "#lib/sportsbook/sports/schema.ts";
import { offeredOdds } from "./ladder.ts";
import { applyMargin } from "./margin.ts";
import { at } from "./numeric.ts";

/** The fair side of a market: a probability for each outcome, in the order of the board. */
export type FairMarket = { marketType: string; specifiers: string; fair: readonly number[] };

/** A market with fewer than two sides to bet on is not a market: it is priced, but inactive. */
const SIDES_MIN = 2;

/**
 * A market as it is offered. `probability` is fair, and 1/(fair odds) where money can come back, so that at fair odds a stake
 * returns itself in expectation; `odds` carry the margin and stand on the price ladder, null where nothing is offered.
 * @param keys outcome keys in the order of `fair`
 */
export const offerMarket = (
  { marketType, specifiers, fair }: FairMarket,
  keys: readonly string[],
  { method, overround }: MarginPolicy,
): MarketPrice => {
  const inverse = applyMargin(fair, method, overround[marketType] ?? 1);
  let sides = 0;
  const outcomes = keys.map((key, position) => {
    const probability = at(fair, position);
    const odds = offeredOdds(probability, at(inverse, position));
    if (odds !== null) sides += 1;
    return { key, position, odds, probability, active: odds !== null };
  });
  return {
    marketType,
    specifiers,
    status: sides < SIDES_MIN ? MARKET_STATUS.inactive : MARKET_STATUS.active,
    outcomes,
  };
};
