import { defineViews } from "../sport.ts";
import { FOOTBALL_MARKETS } from "./markets.ts";
import { footballFinals, footballResults, footballShortfall } from "./results.ts";
import { type FootballScore, footballClock, footballKickOff, minuteText } from "./score.ts";

const GOALS_TYPED_MAX = 99;

export const football = defineViews<FootballScore>({
  id: "football",
  participants: "two-sided",
  initialScore: footballKickOff,
  hasStarted: ({ phase }) => phase !== "not_started",
  summary: ({ phase, goals, redCards }) =>
    phase === "not_started"
      ? null
      : {
          columns: [{ kind: "total", values: [String(goals.home), String(goals.away)] }],
          text: `${goals.home}–${goals.away}`,
          serving: null,
          marks: ([redCards.home, redCards.away] as const).flatMap((count, at) =>
            count > 0 ? [{ kind: "redCards", position: at as 0 | 1, count, tone: "red" as const }] : [],
          ),
        },
  moment: ({ phase }, seconds) =>
    phase === "first_half" || phase === "second_half"
      ? { text: minuteText(phase, seconds) }
      : { key: phase, ...(phase === "half_time" ? {} : { paused: true }) },
  clock: footballClock,
  suspensionReasons: ["possible_goal", "goal", "penalty", "red_card", "var", "half_time_change"],
  markets: FOOTBALL_MARKETS,
  headMarket: "1x2",
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
  inPlayDelayMs: 5_000,
  rules: {
    postponedVoidHours: 72,
    abandonedVoidHours: 48,
    startOverdueMinutes: 20,
    endOverdueMinutes: 180,
    resultOverdueMinutes: 30,
  },
});
