import type { Random } from "#lib/core/random.ts";
import { level } from "../../shared/pair.ts";
import type { Step, Steps } from "../../shared/simulator/steps.ts";
import { numberOfSide } from "../../sides.ts";
import type { BaseballIncident, IncidentKind } from "../incidents.ts";
import type { BaseballModel } from "../model.ts";
import { runsUntilOut, WHOLE_HIT } from "../pricing/runs.ts";
import { type BaseballScore, battingOf, firstPitch, INNINGS, isDecided, runsOf } from "../score.ts";

/** Between two outs, for each run, while a play is looked at, and between half-innings. */
const OUT_SECONDS = [70, 220] as const;
const RUN_SECONDS = 60;
const PLAY_SECONDS = 20;
const BREAK_SECONDS = 150;

const drawRuns = (random: Random, chances: ArrayLike<number>): number => {
  let u = random.float();
  for (let runs = 0; runs < chances.length; runs += 1) {
    u -= chances[runs] ?? 0;
    if (u < 0) return runs;
  }
  return 0;
};

/** A whole game by the process that prices are made of, out by out. */
export const generateGame = (random: Random, model: BaseballModel): Steps<BaseballScore> => {
  const incidents: BaseballIncident[] = [];
  const steps: Step<BaseballScore>[] = [];
  let score = firstPitch();
  let at = 0;
  const tell = (kind: IncidentKind, runs?: number): void => {
    const participant = runs === undefined ? null : numberOfSide(battingOf(score));
    const detail: BaseballIncident["detail"] = {
      inning: Math.max(1, score.innings.length),
      half: score.half === "top" ? 1 : 2,
      ...runsOf(score),
      ...(runs === undefined ? {} : { runs }),
    };
    incidents.push({ number: incidents.length + 1, kind, participant, revoked: false, detail });
  };
  const step = (suspension: string | null = null): void => {
    steps.push({ at, score, incidents: incidents.length, suspension });
  };
  /** In the last half the winning run ends the game, unless the hit brings more at once. */
  const counted = (runs: number): number => {
    const { home, away } = runsOf(score);
    if (score.half === "top" || score.innings.length < INNINGS || home + runs <= away) return runs;
    return random.float() < WHOLE_HIT ? runs : away - home + 1;
  };
  const bat = (runs: number): void => {
    const side = battingOf(score);
    const running = score.innings.at(-1) ?? level();
    score = {
      ...score,
      innings: [...score.innings.slice(0, -1), { ...running, [side]: running[side] + runs }],
    };
    tell("runs", runs);
    step("play");
    at += PLAY_SECONDS;
  };
  const isOver = (): boolean => {
    const { home, away } = runsOf(score);
    return score.half === "bottom" && score.innings.length >= INNINGS && home > away;
  };
  const playHalf = (): void => {
    const kind = score.innings.length > INNINGS ? "extra" : "usual";
    const chances = runsUntilOut(model, battingOf(score), kind, 1);
    step();
    while (score.outs < 3) {
      const runs = drawRuns(random, chances);
      at += OUT_SECONDS[0] + random.integer(OUT_SECONDS[1] - OUT_SECONDS[0]) + runs * RUN_SECONDS;
      if (runs > 0) bat(counted(runs));
      if (isOver()) return;
      score = { ...score, outs: score.outs + 1 };
      if (score.outs < 3) step();
    }
  };

  step();
  score = { ...score, phase: "in_play", innings: [level()] };
  tell("game_start");
  for (;;) {
    playHalf();
    at += 1;
    const over = isOver() || (score.half === "bottom" && isDecided(score));
    // With the home side ahead the bottom of the last inning is not played.
    const { home, away } = runsOf(score);
    const skipped = score.half === "top" && score.innings.length >= INNINGS && home > away;
    if (over || skipped) break;
    tell("half_end");
    score =
      score.half === "top"
        ? { ...score, half: "bottom", outs: 0 }
        : { ...score, half: "top", outs: 0, innings: [...score.innings, level()] };
    step();
    at += BREAK_SECONDS;
  }
  score = { ...score, phase: "ended", outs: 0 };
  tell("game_end");
  step();
  return { steps, incidents };
};
