import type { Random } from "#lib/core/random.ts";
import type { Side } from "#lib/sportsbook/events/schema.ts";
import { leaderOf, level, opponent } from "../../shared/pair.ts";
import type { Step, Steps } from "../../shared/simulator/steps.ts";
import { numberOfSide } from "../../sides.ts";
import type { BasketballIncident, IncidentKind } from "../incidents.ts";
import type { BasketballModel } from "../model.ts";
import { endsInSlot, pointsPerPossession, SLOT_SECONDS } from "../pricing/possessions.ts";
import { type BasketballScore, periodSeconds, pointsOf, QUARTERS, tipOff } from "../score.ts";

/** What stands still between possessions, and how often. */
const FOUL_SHARE = 0.17;
const TIME_OUT_SHARE = 0.04;
const REVIEW_SHARE = 0.006;
const SECONDS = { foul: 25, time_out: 75, review: 90, free_throws: 40, made: 4 } as const;
const BREAK_SECONDS = { quarter: 130, half: 900, overtime: 130 } as const;
/** Betting stops for the last seconds of a game that is still open. */
const FINAL_SECONDS = 24;
const OPEN_LEAD = 9;

const POINTS: Readonly<Record<number, IncidentKind>> = { 1: "free_throws", 2: "two", 3: "three" };

const drawPoints = (random: Random, chances: readonly number[]): number => {
  let at = random.float();
  const points = chances.findIndex((chance) => {
    at -= chance;
    return at < 0;
  });
  return Math.max(0, points);
};

/** One game as it is being played. */
const newGame = (random: Random, model: BasketballModel) => {
  const incidents: BasketballIncident[] = [];
  const steps: Step<BasketballScore>[] = [];
  let score = tipOff(model.quarterMinutes);
  let at = 0;
  return {
    incidents,
    steps,
    random,
    model,
    score: () => score,
    change: (to: Partial<BasketballScore>): void => {
      score = { ...score, ...to };
    },
    wait: (seconds: number): void => {
      at += seconds;
    },
    tell: (kind: IncidentKind, side: Side | null, points?: number): void => {
      const detail = {
        period: Math.max(1, score.periods.length),
        clockSeconds: score.clockSeconds,
        ...pointsOf(score),
        ...(points === undefined ? {} : { points }),
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

const addPoints = ({ score, change }: Game, side: Side, points: number): void => {
  const before = score().periods.slice(0, -1);
  const running = score().periods.at(-1) ?? level();
  change({ periods: [...before, { ...running, [side]: running[side] + points }] });
};

/** Whether the last possessions may still turn the game. */
const isFinish = (score: BasketballScore): boolean => {
  const { home, away } = pointsOf(score);
  const left = periodSeconds(score, score.periods.length) - score.clockSeconds;
  return score.periods.length >= QUARTERS && left <= FINAL_SECONDS && Math.abs(home - away) <= OPEN_LEAD;
};

const stopFor = (game: Game, kind: "review" | "free_throws", side: Side | null): void => {
  if (kind === "review") game.tell("review", side);
  game.step(kind);
  game.wait(SECONDS[kind]);
};

/** The end of a possession: its points, what stands still after it, and the ball for the other side. */
const endPossession = (game: Game, side: Side): void => {
  const { random, model, score, change, tell, step, wait } = game;
  const points = drawPoints(random, pointsPerPossession(model.efficiency[side]));
  const finish = isFinish(score());
  if (points === 1 && !finish) stopFor(game, "free_throws", side);
  else if (points > 0 && random.float() < REVIEW_SHARE && !finish) stopFor(game, "review", null);
  const kind = POINTS[points];
  addPoints(game, side, points);
  change({ possession: opponent(side) });
  if (kind) tell(kind, side, points);
  if (random.float() < FOUL_SHARE) {
    const fouls = score().fouls;
    change({ fouls: { ...fouls, [opponent(side)]: fouls[opponent(side)] + 1 } });
    wait(SECONDS.foul);
  } else wait(SECONDS.made);
  step(isFinish(score()) ? "final_seconds" : null);
  if (random.float() < TIME_OUT_SHARE) {
    tell("time_out", opponent(side));
    step(isFinish(score()) ? "final_seconds" : null);
    wait(SECONDS.time_out);
  }
};

const playPeriod = (game: Game): void => {
  const { random, model, score, change, tell, step, wait } = game;
  change({ phase: "in_play", periods: [...score().periods, level()], clockSeconds: 0, fouls: level() });
  const length = periodSeconds(score(), score().periods.length);
  if (score().periods.length === 1) tell("game_start", null);
  step();
  while (score().clockSeconds < length) {
    wait(SLOT_SECONDS);
    change({ clockSeconds: score().clockSeconds + SLOT_SECONDS });
    const side = score().possession;
    if (side && random.float() < endsInSlot(model)) endPossession(game, side);
  }
  const over = score().periods.length >= QUARTERS && leaderOf(pointsOf(score())) !== "draw";
  change({ phase: over ? "ended" : "break" });
  tell(over ? "game_end" : "period_end", null);
  if (over) change({ possession: null });
  wait(1);
  step();
  if (over) return;
  const count = score().periods.length;
  wait(BREAK_SECONDS[count >= QUARTERS ? "overtime" : count === 2 ? "half" : "quarter"]);
};

/** A whole game by the process that prices are made of, slot by slot. */
export const generateGame = (random: Random, model: BasketballModel): Steps<BasketballScore> => {
  const game = newGame(random, model);
  game.step();
  game.change({ possession: random.float() < 0.5 ? "home" : "away" });
  while (game.score().phase !== "ended") playPeriod(game);
  return game;
};
