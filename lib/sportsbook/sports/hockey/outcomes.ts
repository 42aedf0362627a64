import type { Side } from "#lib/sportsbook/events/schema.ts";
import { winners } from "../results.ts";
import { leaderOf, sumOf } from "../shared/pair.ts";
import { defineOutcomes, type Final, type MarketRef, type SportState } from "../sport.ts";
import { scopeOf, winnerAt } from "./ends.ts";
import { hockeyMarket, OUTCOME_KEYS } from "./markets.ts";
import { hockeyResults, hockeyShortfall } from "./results.ts";
import { goalsOf, type HockeyScore, PERIODS } from "./score.ts";

/** How many goals a side may still score, for the worst end of a game. */
const MORE_GOALS = 8;

/** Every outcome of this market. */
const each = ({ marketType }: MarketRef) => {
  const keys = OUTCOME_KEYS[hockeyMarket(marketType)];
  return keys.map((key) => winners(keys, [key]));
};

/** The ends of a game by its final score; periods, and whether a close one went to overtime, stay open. For one market its outcomes. */
const finals = function* (state: SportState<HockeyScore>, market?: MarketRef): Generator<Final> {
  if (market) {
    winnerAt(market);
    for (const results of each(market)) yield { text: "", results: () => [results] };
    return;
  }
  const from = goalsOf(state.score);
  const seen = { score: state.score, incidents: [...state.incidents] };
  for (let home = from.home; home <= from.home + MORE_GOALS; home += 1)
    for (let away = from.away; away <= from.away + MORE_GOALS; away += 1) {
      if (home === away) continue;
      const goals = { home, away };
      yield {
        text: `${home}–${away}`,
        results: (ref) => {
          const known = hockeyResults(ref, seen, false);
          if (known) return [known];
          const scope = scopeOf(ref.marketType);
          const certain = scope === "game" || (scope === "regulation" && Math.abs(home - away) > 1);
          if (!certain) return each(ref);
          const winner = winnerAt(ref)({ game: goals, regulation: goals, periods: [] });
          return [winners(OUTCOME_KEYS[hockeyMarket(ref.marketType)], winner === null ? [] : [winner])];
        },
      };
    }
};

/** Three periods, overtimes, and for a shoot-out one goal in a row of its own after them. */
const ROWS = 8;

/** The score that staff typed; null where a game cannot end like this. */
const readRows = (rows: readonly (readonly [number, number])[], from: HockeyScore): HockeyScore | null => {
  const pairs = rows.map(([home, away]) => ({ home, away }));
  if (from.phase === "abandoned") return { ...from, periods: pairs };
  if (pairs.length < PERIODS || leaderOf(sumOf(pairs)) === "draw") return null;
  const extra = pairs.slice(PERIODS);
  const level = leaderOf(sumOf(pairs.slice(0, PERIODS))) === "draw";
  // Overtime follows a level score, and its one goal ends the game.
  if (level !== extra.length > 0 || (level && sumOf(extra).home + sumOf(extra).away !== 1)) return null;
  const side: Side = leaderOf(extra.at(-1) ?? { home: 0, away: 0 }) === "home" ? "home" : "away";
  const shootout = !from.playoff && extra.length === 2;
  return {
    ...from,
    phase: "ended",
    periods: shootout ? pairs.slice(0, -1) : pairs,
    shootout: shootout ? side : null,
  };
};

export const hockeyOutcomes = defineOutcomes<HockeyScore>({
  results: hockeyResults,
  shortfall: hockeyShortfall,
  finals,
  scoreEntry: {
    rows: ROWS,
    rowsOf: ({ periods, shootout }) => [
      ...periods.map(({ home, away }) => [home, away] as const),
      ...(shootout ? [[Number(shootout === "home"), Number(shootout === "away")] as const] : []),
    ],
    read: readRows,
  },
});
