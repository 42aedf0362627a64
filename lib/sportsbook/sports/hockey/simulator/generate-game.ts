import type { Random } from "#lib/core/random.ts";
import type { Side } from "#lib/sportsbook/events/schema.ts";
import { leaderOf, level, opponent } from "../../shared/pair.ts";
import type { Step, Steps } from "../../shared/simulator/steps.ts";
import { numberOfSide } from "../../sides.ts";
import type { HockeyIncident, IncidentKind } from "../incidents.ts";
import type { HockeyModel } from "../model.ts";
import { goalsPerSecond, OVERTIME_FACTOR, pulledSide } from "../pricing/goals.ts";
import { faceOff, goalsOf, type HockeyScore, PERIODS, periodSeconds } from "../score.ts";

/** Seconds of the clock between two reports, and what stands still between them on average. */
const TICK_SECONDS = 30;
const STOPPED_SECONDS = 22;
const GOAL_SECONDS = 50;
const INTERMISSION_SECONDS = 960;
const SHOOTOUT_SECONDS = 420;

const SHOTS_PER_HOUR = 29;
const PENALTIES_PER_HOUR = 3.4;

/** One game as it is being played. */
const newGame = (random: Random, model: HockeyModel) => {
  const incidents: HockeyIncident[] = [];
  const steps: Step<HockeyScore>[] = [];
  let score = faceOff(model.playoff);
  let at = 0;
  return {
    incidents,
    steps,
    random,
    model,
    score: () => score,
    change: (to: Partial<HockeyScore>): void => {
      score = { ...score, ...to };
    },
    wait: (seconds: number): void => {
      at += seconds;
    },
    tell: (kind: IncidentKind, side: Side | null): void => {
      const detail = {
        period: Math.max(1, score.periods.length),
        clockSeconds: score.clockSeconds,
        ...goalsOf(score),
      };
      const participant = side && numberOfSide(side);
      incidents.push({ number: incidents.length + 1, kind, participant, revoked: false, detail });
    },
    step: (suspension: string | null = null): void => {
      steps.push({ at, score, incidents: incidents.length, suspension });
    },
  };
};
type Game = ReturnType<typeof newGame>;

const leadOf = (score: HockeyScore): number => goalsOf(score).home - goalsOf(score).away;

const leftOf = (score: HockeyScore): number =>
  periodSeconds(score, score.periods.length) - score.clockSeconds;

/** The side that plays without a goalkeeper now. */
const emptyNet = (score: HockeyScore): Side | null =>
  score.periods.length === PERIODS && score.phase === "in_play"
    ? pulledSide(leadOf(score), leftOf(score))
    : null;

/** How likely each side is to score in the second that begins. */
const chances = ({ model, score }: Game): { home: number; away: number } => {
  const now = score();
  if (now.periods.length === PERIODS) return goalsPerSecond(model, leadOf(now), leftOf(now));
  const factor = now.periods.length > PERIODS && !model.playoff ? OVERTIME_FACTOR : 1;
  const { home, away } = goalsPerSecond(model, 0, Number.POSITIVE_INFINITY);
  return { home: home * factor, away: away * factor };
};

const score = (game: Game, side: Side): void => {
  const { change, tell, step, wait } = game;
  const kind = emptyNet(game.score()) === opponent(side) ? "empty_net_goal" : "goal";
  const { periods, shots } = game.score();
  const running = periods.at(-1) ?? level();
  change({
    periods: [...periods.slice(0, -1), { ...running, [side]: running[side] + 1 }],
    shots: { ...shots, [side]: shots[side] + 1 },
  });
  tell(kind, side);
  step("goal");
  wait(GOAL_SECONDS);
};

/** What colours a game and moves no price. */
const colour = ({ random, score: now, change, tell }: Game): void => {
  for (const side of ["home", "away"] as const) {
    if (random.float() < SHOTS_PER_HOUR / 3600)
      change({ shots: { ...now().shots, [side]: now().shots[side] + 1 } });
    if (random.float() < PENALTIES_PER_HOUR / 3600) tell("penalty", side);
  }
};

const playPeriod = (game: Game): void => {
  const { random, score: now, change, tell, step, wait } = game;
  change({ phase: "in_play", periods: [...now().periods, level()], clockSeconds: 0 });
  if (now().periods.length === 1) tell("game_start", null);
  step();
  const sudden = now().periods.length > PERIODS;
  while (leftOf(now()) > 0) {
    const { home, away } = chances(game);
    const u = random.float();
    wait(1);
    change({ clockSeconds: now().clockSeconds + 1 });
    const side = u < home ? "home" : u < home + away ? "away" : null;
    if (side) score(game, side);
    if (sudden && side) break;
    if (!side) colour(game);
    if (side || now().clockSeconds % TICK_SECONDS === 0) {
      step(emptyNet(now()) ? "empty_net" : null);
      if (!side) wait(random.integer(2 * STOPPED_SECONDS));
    }
  }
};

const endPeriod = (game: Game): void => {
  const { random, score: now, change, tell, step, wait, model } = game;
  wait(1);
  const level3 = now().periods.length >= PERIODS && leaderOf(goalsOf(now())) === "draw";
  const toShootout = level3 && now().periods.length > PERIODS && !model.playoff;
  const over = now().periods.length >= PERIODS && !level3;
  change({ phase: over ? "ended" : toShootout ? "shootout" : "break" });
  tell(over ? "game_end" : "period_end", null);
  step();
  if (over) return;
  if (!toShootout) {
    wait(now().periods.length < PERIODS || model.playoff ? INTERMISSION_SECONDS : 60);
    return;
  }
  wait(SHOOTOUT_SECONDS);
  const side = random.float() < 0.5 ? "home" : "away";
  change({ phase: "ended", shootout: side });
  tell("shootout_won", side);
  tell("game_end", null);
  step();
};

/** A whole game by the process that prices are made of, second by second. */
export const generateGame = (random: Random, model: HockeyModel): Steps<HockeyScore> => {
  const game = newGame(random, model);
  game.step();
  while (game.score().phase !== "ended") {
    playPeriod(game);
    endPeriod(game);
  }
  return game;
};
