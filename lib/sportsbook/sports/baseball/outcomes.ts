import { winners } from "../results.ts";
import { defineOutcomes, type Final, type MarketRef, type SportState } from "../sport.ts";
import { scopeOf, winnerAt } from "./ends.ts";
import { baseballMarket, OUTCOME_KEYS } from "./markets.ts";
import { baseballResults, baseballShortfall } from "./results.ts";
import { type BaseballScore, isDecided, runsOf } from "./score.ts";

/** How many runs a side may still score, for the worst end of a game. */
const MORE_RUNS = 12;

/** Every outcome of this market. */
const each = ({ marketType }: MarketRef) => {
  const keys = OUTCOME_KEYS[baseballMarket(marketType)];
  return keys.map((key) => winners(keys, [key]));
};

/** The ends of a game by its final score; innings stay open. For one market its outcomes. */
const finals = function* (state: SportState<BaseballScore>, market?: MarketRef): Generator<Final> {
  if (market) {
    winnerAt(market);
    for (const results of each(market)) yield { text: "", results: () => [results] };
    return;
  }
  const from = runsOf(state.score);
  const seen = { score: state.score, incidents: [...state.incidents] };
  for (let home = from.home; home <= from.home + MORE_RUNS; home += 1)
    for (let away = from.away; away <= from.away + MORE_RUNS; away += 1) {
      if (home === away) continue;
      yield {
        text: `${home}–${away}`,
        results: (ref) => {
          const known = baseballResults(ref, seen, false);
          if (known) return [known];
          if (scopeOf(ref.marketType) !== "game" || ref.marketType === "extra_innings") return each(ref);
          const parts = { game: { home, away }, extra: false, five: null, runIn: new Map<number, boolean>() };
          return [winners(OUTCOME_KEYS[baseballMarket(ref.marketType)], [winnerAt(ref)(parts) ?? ""])];
        },
      };
    }
};

const INNINGS_MAX = 15;

/** The score that staff typed, inning by inning; null where a game cannot end like this. */
const readInnings = (
  rows: readonly (readonly [number, number])[],
  from: BaseballScore,
): BaseballScore | null => {
  const innings = rows.map(([home, away]) => ({ home, away }));
  if (from.phase === "abandoned") return { ...from, innings };
  // An extra inning is played only of a level score.
  const early = isDecided({ innings: innings.slice(0, -1) });
  return isDecided({ innings }) && !early ? { ...from, phase: "ended", innings, outs: 0 } : null;
};

export const baseballOutcomes = defineOutcomes<BaseballScore>({
  results: baseballResults,
  shortfall: baseballShortfall,
  finals,
  scoreEntry: {
    rows: INNINGS_MAX,
    rowsOf: ({ innings }) => innings.map(({ home, away }) => [home, away] as const),
    read: readInnings,
  },
});
