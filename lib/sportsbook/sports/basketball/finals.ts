import { winners } from "../results.ts";
import type { Final, MarketRef, SportState } from "../sport.ts";
import { scopeOf, winnerAt } from "./ends.ts";
import { basketballMarket, OUTCOME_KEYS } from "./markets.ts";
import { basketballResults } from "./results.ts";
import { type BasketballScore, pointsOf } from "./score.ts";

/** How far the points that are still to come are looked at, and how closely: lines stand two apart. */
const MORE_POINTS = 120;
const STEP = 4;
const MARGIN_MAX = 40;

/** Every outcome of this market. */
const each = (market: MarketRef) => {
  const keys = OUTCOME_KEYS[basketballMarket(market.marketType)];
  return keys.map((key) => winners(keys, [key]));
};

/**
 * The ends of a game by its final score, in steps of a few points: the scores of its halves and quarters, and races, stay open until they are
 * decided. For one market its outcomes.
 */
export const basketballFinals = function* (
  state: SportState<BasketballScore>,
  market?: MarketRef,
): Generator<Final> {
  if (market) {
    if (market.marketType !== "race_to") winnerAt(market);
    for (const results of each(market)) yield { text: "", results: () => [results] };
    return;
  }
  const { score } = state;
  const seen = { score, incidents: [...state.incidents] };
  const { home, away } = pointsOf(score);
  for (let total = home + away; total <= home + away + MORE_POINTS; total += STEP)
    for (let margin = -MARGIN_MAX; margin <= MARGIN_MAX; margin += 1) {
      const game = { home: Math.ceil((total + margin) / 2), away: Math.floor((total - margin) / 2) };
      if (margin === 0 || game.home < home || game.away < away) continue;
      yield {
        text: `${game.home}–${game.away}`,
        results: (ref) => {
          if (scopeOf(ref.marketType) === "game") {
            const winner = winnerAt(ref)({ game, halves: [], quarters: [] });
            return [winners(OUTCOME_KEYS[basketballMarket(ref.marketType)], winner === null ? [] : [winner])];
          }
          const known = basketballResults(ref, seen, false);
          return known ? [known] : each(ref);
        },
      };
    }
};
