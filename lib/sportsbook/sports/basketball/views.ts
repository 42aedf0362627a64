import { timeText } from "../shared/clock.ts";
import { defineViews } from "../sport.ts";
import { basketballIncident } from "./incidents.ts";
import { BASKETBALL_MARKETS } from "./markets.ts";
import {
  type BasketballScore,
  periodSeconds,
  periodText,
  pointsOf,
  pointsText,
  QUARTERS,
  tipOff,
} from "./score.ts";

const leftText = (score: Pick<BasketballScore, "quarterMinutes">, period: number, seconds: number): string =>
  `${periodText(period)} ${timeText(Math.max(0, periodSeconds(score, period) - seconds))}`;

export const basketball = defineViews<BasketballScore>({
  id: "basketball",
  participants: "two-sided",
  initialScore: () => tipOff(),
  hasStarted: ({ phase }) => phase !== "not_started",
  summary: (score) => {
    if (score.phase === "not_started") return null;
    const { home, away } = pointsOf(score);
    return {
      columns: [{ kind: "total", values: [String(home), String(away)] }],
      text: pointsText(score),
      serving: score.phase !== "in_play" || !score.possession ? null : score.possession === "home" ? 0 : 1,
      marks: [],
    };
  },
  moment: (score, seconds) => {
    const { phase, periods } = score;
    if (phase === "in_play") return { text: leftText(score, periods.length, seconds) };
    if (phase !== "break") return { key: phase, paused: true };
    if (periods.length === 2) return { key: "half_time" };
    return periods.length < QUARTERS
      ? { key: "quarter_over", values: { quarter: periods.length } }
      : { key: "before_overtime" };
  },
  incident: (incident) => {
    const { kind, detail } = basketballIncident(incident);
    const { period, clockSeconds, home, away, points } = detail;
    const values = { period, home, away, points: points ?? 0 };
    const at = kind === "game_start" || kind === "game_end" ? null : { period, clockSeconds };
    return {
      key: kind,
      values,
      // Of a ten-minute quarter the time on the clock is not known here: what was played says as much.
      at: at && { text: `${periodText(at.period)} ${timeText(at.clockSeconds)}` },
      name: null,
    };
  },
  clock: (score) => ({
    period: `${score.phase}-${score.periods.length}`,
    seconds: score.clockSeconds,
    limit: null,
  }),
  suspensionReasons: ["review", "free_throws", "final_seconds"],
  markets: BASKETBALL_MARKETS,
  board: ["moneyline", "spread", "total_points"],
  inPlayDelayMs: 5_000,
  rules: {
    postponedVoidHours: 48,
    abandonedVoidHours: 48,
    startOverdueMinutes: 30,
    endOverdueMinutes: 210,
    resultOverdueMinutes: 30,
  },
});
