import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import type { MarketRef, WeightedFinal } from "./sport.ts";

/** What a result makes of a stake at odds o: stake × (`odds` × o + `stake`). */
export type Share = { odds: number; stake: number };

/** The factor of a leg with this result, by the table of feed settlements. */
export const shareOf = ({ result, voidFactor, deadHeatFactor }: OutcomeResult): Share => {
  if (voidFactor === 1) return { odds: 0, stake: 1 };
  const part = voidFactor ?? 0;
  const heat = deadHeatFactor ? deadHeatFactor.numerator / deadHeatFactor.denominator : 1;
  return { odds: result === 1 ? (1 - part) * heat : 0, stake: part };
};

/** The result of one outcome at this end; null where the end leaves it open. */
export const resultAt = (final: WeightedFinal, market: MarketRef, key: string): OutcomeResult | null => {
  const [results, ...others] = final.results(market);
  return others.length > 0 ? null : (results?.find((each) => each.key === key) ?? null);
};

/** What a stake on an outcome multiplies by in expectation; null where an end leaves it open. */
export const expectedShare = (
  finals: readonly WeightedFinal[],
  market: MarketRef,
  key: string,
): Share | null => {
  let [odds, stake] = [0, 0];
  for (const final of finals) {
    const result = resultAt(final, market, key);
    if (!result) return null;
    const share = shareOf(result);
    odds += final.probability * share.odds;
    stake += final.probability * share.stake;
  }
  return finals.length > 0 ? { odds, stake } : null;
};
