import { defineOutcomes } from "../sport.ts";
import { tennisFinals } from "./finals.ts";
import { tennisResults, tennisShortfall } from "./results.ts";
import { isFinishedSet, matchWinner, type TennisScore } from "./score.ts";

/** The score that staff typed, set by set; null where a match cannot end like this. */
const readSets = (rows: readonly (readonly [number, number])[], from: TennisScore): TennisScore | null => {
  const sets = rows
    .filter(([home, away]) => home > 0 || away > 0)
    .map(([home, away]) => ({ games: { home, away }, tieBreak: null }));
  const score: TennisScore = { ...from, sets };
  if (from.phase === "retired") return score;
  const early = matchWinner({ ...score, sets: sets.slice(0, -1) });
  const legal = sets.every(({ games }) => isFinishedSet(games)) && matchWinner(score) && !early;
  return legal ? { ...score, phase: "ended", points: { home: 0, away: 0 }, server: null } : null;
};

export const tennisOutcomes = defineOutcomes<TennisScore>({
  results: tennisResults,
  shortfall: tennisShortfall,
  finals: tennisFinals,
  scoreEntry: {
    rows: 5,
    rowsOf: ({ sets }) => sets.map(({ games }) => [games.home, games.away] as const),
    read: readSets,
  },
});
