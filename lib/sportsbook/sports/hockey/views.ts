import { timeText } from "../shared/clock.ts";
import { defineViews } from "../sport.ts";
import { hockeyIncident } from "./incidents.ts";
import { HOCKEY_MARKETS } from "./markets.ts";
import {
  faceOff,
  goalsOf,
  goalsText,
  type HockeyScore,
  PERIODS,
  periodSeconds,
  periodText,
} from "./score.ts";

export const hockey = defineViews<HockeyScore>({
  id: "hockey",
  participants: "two-sided",
  initialScore: () => faceOff(),
  hasStarted: ({ phase }) => phase !== "not_started",
  summary: (score) => {
    if (score.phase === "not_started") return null;
    const { home, away } = goalsOf(score);
    return {
      columns: [{ kind: "total", values: [String(home), String(away)] }],
      text: goalsText(score),
      serving: null,
      marks: [],
    };
  },
  moment: (score, seconds) => {
    const { phase, periods } = score;
    if (phase === "in_play") {
      const left = Math.max(0, periodSeconds(score, periods.length) - seconds);
      return { text: `${periodText(periods.length)} ${timeText(left)}` };
    }
    if (phase === "shootout") return { key: "shootout" };
    if (phase !== "break") return { key: phase, paused: true };
    return periods.length < PERIODS
      ? { key: "period_over", values: { period: periods.length } }
      : { key: "before_overtime" };
  },
  incident: (incident) => {
    const { kind, detail } = hockeyIncident(incident);
    const { period, clockSeconds, home, away } = detail;
    return {
      key: kind,
      values: { period, home, away },
      at:
        kind === "game_start" || kind === "game_end" || kind === "shootout_won"
          ? null
          : { text: `${periodText(period)} ${timeText(clockSeconds)}` },
      name: null,
    };
  },
  highlight: (before, after) => {
    const [was, is] = [goalsOf(before), goalsOf(after)];
    if (is.home > was.home) return { key: "goal", position: 0 };
    return is.away > was.away ? { key: "goal", position: 1 } : null;
  },
  clock: (score) => ({
    period: `${score.phase}-${score.periods.length}`,
    seconds: score.clockSeconds,
    limit: null,
  }),
  suspensionReasons: ["goal", "empty_net"],
  markets: HOCKEY_MARKETS,
  board: ["moneyline", "puck_line", "total_goals"],
  inPlayDelayMs: 5_000,
  rules: {
    postponedVoidHours: 48,
    abandonedVoidHours: 48,
    startOverdueMinutes: 30,
    endOverdueMinutes: 210,
    resultOverdueMinutes: 30,
  },
});
