import { defineViews, type Moment, type ScoreColumn } from "../sport.ts";
import { tennisIncident } from "./incidents.ts";
import { TENNIS_MARKETS } from "./markets.ts";
import {
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
  incident: (incident) => {
    const { kind, detail } = tennisIncident(incident);
    const { set, home, away } = detail;
    const at: Moment =
      home === undefined || away === undefined
        ? { key: "set", values: { set } }
        : { key: "games", values: { set, home, away } };
    return { key: kind, values: { set }, at, name: null };
  },
  suspensionReasons: ["review", "medical_timeout", "match_point"],
  markets: TENNIS_MARKETS,
  board: ["match_winner", "total_games", "games_handicap"],
  inPlayDelayMs: 4_000,
  rules: {
    postponedVoidHours: 120,
    abandonedVoidHours: 120,
    startOverdueMinutes: 90,
    endOverdueMinutes: 330,
    resultOverdueMinutes: 30,
  },
});
