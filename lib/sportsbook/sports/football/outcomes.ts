import { defineOutcomes } from "../sport.ts";
import { footballFinals, footballResults, footballShortfall } from "./results.ts";
import type { FootballScore } from "./score.ts";

const GOALS_TYPED_MAX = 99;

export const footballOutcomes = defineOutcomes<FootballScore>({
  results: footballResults,
  shortfall: footballShortfall,
  finals: footballFinals,
  scoreEntry: {
    rows: 1,
    rowsOf: ({ goals }) => [[goals.home, goals.away]],
    read: ([goals], from) => {
      const [home, away] = goals ?? [-1, -1];
      const isCount = (count: number) => Number.isInteger(count) && count >= 0 && count <= GOALS_TYPED_MAX;
      return isCount(home) && isCount(away) ? { ...from, goals: { home, away } } : null;
    },
  },
});
