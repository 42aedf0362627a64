import { defineViews } from "../sport.ts";
import { baseballIncident } from "./incidents.ts";
import { BASEBALL_MARKETS } from "./markets.ts";
import { type BaseballScore, battingOf, firstPitch, runsOf, runsText } from "./score.ts";

export const baseball = defineViews<BaseballScore>({
  id: "baseball",
  participants: "two-sided",
  initialScore: firstPitch,
  hasStarted: ({ phase }) => phase !== "not_started",
  summary: (score) => {
    if (score.phase === "not_started") return null;
    const { home, away } = runsOf(score);
    return {
      columns: [{ kind: "total", values: [String(home), String(away)] }],
      text: runsText(score),
      serving: score.phase !== "in_play" ? null : battingOf(score) === "home" ? 0 : 1,
      marks: [],
    };
  },
  moment: ({ phase, innings, half }) =>
    phase === "in_play" ? { key: half, values: { inning: innings.length } } : { key: phase, paused: true },
  incident: (incident) => {
    const { kind, detail } = baseballIncident(incident);
    const { inning, half, home, away, runs } = detail;
    return {
      key: kind,
      values: { inning, half, home, away, runs: runs ?? 0 },
      at: kind === "runs" ? { key: half === 1 ? "top" : "bottom", values: { inning } } : null,
      name: null,
    };
  },
  suspensionReasons: ["play"],
  markets: BASEBALL_MARKETS,
  board: ["moneyline", "run_line", "total_runs"],
  inPlayDelayMs: 5_000,
  rules: {
    postponedVoidHours: 36,
    abandonedVoidHours: 36,
    startOverdueMinutes: 60,
    endOverdueMinutes: 300,
    resultOverdueMinutes: 30,
  },
});
