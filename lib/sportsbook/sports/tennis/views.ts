import { defineViews, type ScoreColumn } from "../sport.ts";
import { tennisFinals } from "./finals.ts";
import { TENNIS_MARKETS } from "./markets.ts";
import { tennisResults, tennisShortfall } from "./results.ts";
import {
  isFinishedSet,
  matchWinner,
  type Pair,
  pointsCalled,
  runningSet,
  servesNext,
  setsText,
  setsWon,
  type TennisScore,
  tennisStart,
} from "./score.ts";

const pair = (kind: ScoreColumn["kind"], { home, away }: Pair): ScoreColumn => ({
  kind,
  values: [String(home), String(away)],
});

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

export const tennis = defineViews<TennisScore>({
  id: "tennis",
  participants: "two-sided",
  initialScore: () => tennisStart(),
  hasStarted: ({ phase }) => phase !== "not_started",
  summary: (score) => {
    if (score.phase === "not_started") return null;
    const called = pointsCalled(score);
    const server = servesNext(score);
    return {
      columns: [
        ...score.sets.map(({ games }) => pair("part", games)),
        ...(runningSet(score) ? [{ kind: "current" as const, values: called }] : []),
        pair("total", setsWon(score.sets)),
      ],
      text: setsText(score.sets),
      serving: server === null ? null : server === "home" ? 0 : 1,
      marks: [],
    };
  },
  moment: ({ phase, sets }) =>
    phase === "in_play" ? { key: "set", values: { set: sets.length } } : { key: phase, paused: true },
  suspensionReasons: ["review", "medical_timeout", "match_point"],
  markets: TENNIS_MARKETS,
  headMarket: "match_winner",
  results: tennisResults,
  shortfall: tennisShortfall,
  finals: tennisFinals,
  scoreEntry: {
    rows: 5,
    rowsOf: ({ sets }) => sets.map(({ games }) => [games.home, games.away] as const),
    read: readSets,
  },
  inPlayDelayMs: 4_000,
  rules: {
    postponedVoidHours: 120,
    abandonedVoidHours: 120,
    startOverdueMinutes: 90,
    endOverdueMinutes: 330,
    resultOverdueMinutes: 30,
  },
});
