import { defineOutcomes } from "../sport.ts";
import { basketballFinals } from "./finals.ts";
import { basketballResults, basketballShortfall } from "./results.ts";
import { type BasketballScore, isDecided, QUARTERS } from "./score.ts";

const PERIODS_MAX = 10;

/** The score that staff typed, period by period; null where a game cannot end like this. */
const readPeriods = (
  rows: readonly (readonly [number, number])[],
  from: BasketballScore,
): BasketballScore | null => {
  const periods = rows.map(([home, away]) => ({ home, away }));
  if (from.phase === "abandoned") return { ...from, periods };
  const score: BasketballScore = { ...from, phase: "ended", periods, possession: null };
  // An overtime is played only of a level score.
  const early = periods.length > QUARTERS && isDecided({ ...score, periods: periods.slice(0, -1) });
  return isDecided(score) && !early ? score : null;
};

export const basketballOutcomes = defineOutcomes<BasketballScore>({
  results: basketballResults,
  shortfall: basketballShortfall,
  finals: basketballFinals,
  scoreEntry: {
    rows: PERIODS_MAX,
    rowsOf: ({ periods }) => periods.map(({ home, away }) => [home, away] as const),
    read: readPeriods,
  },
});
