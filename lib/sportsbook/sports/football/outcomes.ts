import { defineOutcomes } from "../sport.ts";
import { footballFinals, footballResults, footballShortfall } from "./results.ts";
import type { FootballScore, Pair } from "./score.ts";

const GOALS_TYPED_MAX = 99;

const typedGoals = (row: readonly [number, number] | undefined): Pair | null => {
  const [home, away] = row ?? [-1, -1];
  const isCount = (count: number) => Number.isInteger(count) && count >= 0 && count <= GOALS_TYPED_MAX;
  return isCount(home) && isCount(away) ? { home, away } : null;
};

export const footballOutcomes = defineOutcomes<FootballScore>({
  results: footballResults,
  shortfall: footballShortfall,
  finals: footballFinals,
  scoreEntry: {
    rows: 2,
    rowNames: ["full_time", "half_time"],
    rowsOf: ({ goals, halfTime }) =>
      [goals, halfTime].flatMap((pair) => (pair ? [[pair.home, pair.away] as const] : [])),
    read: ([goals, half], from) => {
      const fullTime = typedGoals(goals);
      const halfTime = half === undefined ? from.halfTime : typedGoals(half);
      if (!fullTime || (half !== undefined && !halfTime)) return null;
      const possible = !halfTime || (halfTime.home <= fullTime.home && halfTime.away <= fullTime.away);
      return possible ? { ...from, goals: fullTime, halfTime } : null;
    },
  },
});
