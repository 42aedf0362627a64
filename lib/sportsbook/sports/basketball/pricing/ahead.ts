import { level, type Pair, sumOf } from "../../shared/pair.ts";
import { type Grid, shifted } from "../../shared/pricing/grid.ts";
import type { BasketballModel } from "../model.ts";
import {
  type BasketballScore,
  periodSeconds,
  periodsOver,
  pointsOf,
  QUARTERS,
  secondsLeft,
} from "../score.ts";
import { pointsIn, pointsOfFresh, withOvertime } from "./points.ts";
import { endsInSlot, homeHasBall, slotsOf } from "./possessions.ts";

/** After so many slots each side has the ball equally often. */
const FORGOTTEN_SLOTS = 40;

/** What is left to play on a score, under the model's rules. */
export type Ahead = {
  model: BasketballModel;
  points: Pair;
  /** Slots of the running period, and of the quarters after it. */
  running: number;
  later: number;
  homeBall: number;
  /** Four quarters that are over or running, as far as they have points. */
  quarters: readonly (Pair & { slots: number })[];
};

/** Null once the game is over. */
export const aheadOf = (scored: BasketballScore, model: BasketballModel): Ahead | null => {
  if (scored.phase === "ended" || scored.phase === "abandoned") return null;
  const score: BasketballScore = { ...scored, quarterMinutes: model.quarterMinutes };
  const quarter = slotsOf(periodSeconds(score, 1));
  const over = periodsOver(score);
  const running = slotsOf(secondsLeft(score));
  const quarters = Array.from({ length: QUARTERS }, (_, at) => ({
    ...(score.periods[at] ?? level()),
    slots: at < over ? 0 : at === score.periods.length - 1 ? running : quarter,
  }));
  const later = quarters.slice(score.periods.length).reduce((sum, { slots }) => sum + slots, 0);
  const homeBall = score.possession === null ? 0.5 : score.possession === "home" ? 1 : 0;
  return { model, points: pointsOf(score), running, later, homeBall, quarters };
};

const partGrid = (ahead: Ahead, before: number, slots: number, points: Pair): Grid => {
  const { model } = ahead;
  if (before >= FORGOTTEN_SLOTS) return shifted(pointsOfFresh(model, slots), points);
  return shifted(pointsIn(model, slots, homeHasBall(before, endsInSlot(model), ahead.homeBall)), points);
};

/** The end of the game, overtime included. */
export const gameGrid = (ahead: Ahead): Grid => {
  const { model, running, later, points } = ahead;
  const left = pointsIn(model, running + later, ahead.homeBall);
  return withOvertime(model, shifted(left, points));
};

/** The points of a quarter, from 1, that is not over. */
export const quarterGrid = (ahead: Ahead, quarter: number): Grid => {
  const part = ahead.quarters[quarter - 1] ?? { ...level(), slots: 0 };
  const before = ahead.quarters.slice(0, quarter - 1).reduce((sum, { slots }) => sum + slots, 0);
  return partGrid(ahead, before, part.slots, part);
};

/** The points of a half, from 1, that is not over. */
export const halfGrid = (ahead: Ahead, half: number): Grid => {
  const parts = ahead.quarters.slice(2 * half - 2, 2 * half);
  const before = ahead.quarters.slice(0, 2 * half - 2).reduce((sum, { slots }) => sum + slots, 0);
  const slots = parts.reduce((sum, part) => sum + part.slots, 0);
  return partGrid(ahead, before, slots, sumOf(parts));
};

/** Whether some of a quarter, or of a half, is still to be played. */
export const isOpenQuarter = ({ quarters }: Ahead, quarter: number): boolean =>
  (quarters[quarter - 1]?.slots ?? 0) > 0;
export const isOpenHalf = ({ quarters }: Ahead, half: number): boolean =>
  quarters.slice(2 * half - 2, 2 * half).some(({ slots }) => slots > 0);
