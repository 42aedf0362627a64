import { defineViews } from "../sport.ts";
import { footballIncident } from "./incidents.ts";
import { FOOTBALL_MARKETS } from "./markets.ts";
import { type FootballScore, footballClock, footballKickOff, minuteText } from "./score.ts";

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
  incident: (incident) => {
    const { kind, detail } = footballIncident(incident);
    return {
      key: kind,
      at: { text: minuteText(detail.phase, detail.clockSeconds) },
      name: detail.player ?? null,
    };
  },
  highlight: ({ goals: before }, { goals: after }) =>
    after.home > before.home
      ? { key: "goal", position: 0 }
      : after.away > before.away
        ? { key: "goal", position: 1 }
        : null,
  clock: footballClock,
  suspensionReasons: ["possible_goal", "goal", "penalty", "red_card", "var", "half_time_change"],
  markets: FOOTBALL_MARKETS,
  leaders: {
    "1x2": ({ goals: { home, away } }) =>
      home === away ? null : { outcomeKey: home > away ? "home" : "away", by: Math.abs(home - away) },
  },
  board: ["1x2", "total", "asian_handicap", "both_to_score"],
  inPlayDelayMs: 5_000,
  rules: {
    postponedVoidHours: 72,
    abandonedVoidHours: 48,
    startOverdueMinutes: 20,
    endOverdueMinutes: 180,
    resultOverdueMinutes: 30,
  },
});
