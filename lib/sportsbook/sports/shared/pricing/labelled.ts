import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import { at } from "#lib/sportsbook/pricing/index.ts";
import { winners } from "../../results.ts";
import type { MarketRef, WeightedFinal } from "../../sport.ts";

/** A market that is still open, and the outcome that wins it at an end. */
export type OpenMarket<Parts> = {
  ref: MarketRef;
  keys: readonly string[];
  winner: (parts: Parts) => string | null;
};

/** An end as the outcomes that win: one for each market, by its place among their outcomes. */
export type LabelledEnd = { labels: readonly number[]; probability: number };

/** One number for the outcomes that win at this end. */
const codeOf = <Parts>(markets: readonly OpenMarket<Parts>[], parts: Parts): number => {
  let code = 0;
  for (const { keys, winner } of markets) code = code * keys.length + keys.indexOf(winner(parts) ?? "");
  return code;
};

/** Ends that none of the markets tells apart are one. The weights of all are taken for the whole. */
export const mergedEnds = <Parts>(
  markets: readonly OpenMarket<Parts>[],
  visit: (add: (parts: Parts, weight: number) => void) => void,
): LabelledEnd[] => {
  const ends = new Map<number, { labels: number[]; probability: number }>();
  let total = 0;
  visit((parts, weight) => {
    const code = codeOf(markets, parts);
    total += weight;
    const known = ends.get(code);
    if (known) known.probability += weight;
    else
      ends.set(code, {
        labels: markets.map(({ keys, winner }) => keys.indexOf(winner(parts) ?? "")),
        probability: weight,
      });
  });
  return [...ends.values()].map((end) => ({ ...end, probability: end.probability / total }));
};

export const sameMarket = (one: MarketRef, other: MarketRef): boolean =>
  one.marketType === other.marketType && one.specifiers === other.specifiers;

/**
 * Labelled ends as the platform knows them.
 * @param known the results of markets that are decided
 * @param keysOf the outcomes of a market that the ends say nothing of: it stays open
 */
export const finalsOf = <Parts>(
  ends: readonly LabelledEnd[],
  open: readonly OpenMarket<Parts>[],
  known: (ref: MarketRef) => OutcomeResult[] | null,
  keysOf: (marketType: string) => readonly string[],
): WeightedFinal[] =>
  ends.map(({ labels, probability }) => ({
    text: "",
    probability,
    results: (ref) => {
      const results = known(ref);
      if (results) return [results];
      const place = open.findIndex((each) => sameMarket(each.ref, ref));
      const keys = keysOf(ref.marketType);
      if (place < 0) return keys.map((key) => winners(keys, [key]));
      return [winners(keys, [keys[at(labels, place)] ?? ""])];
    },
  }));
