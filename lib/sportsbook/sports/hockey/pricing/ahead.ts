import { recent } from "../../recent.ts";
import { level, type Pair, sumOf } from "../../shared/pair.ts";
import { type Grid, playedOn, shifted } from "../../shared/pricing/grid.ts";
import type { HockeyModel } from "../model.ts";
import {
  type HockeyScore,
  PERIOD_SECONDS,
  PERIODS,
  periodSeconds,
  periodsOver,
  secondsLeft,
} from "../score.ts";
import { LATE_SECONDS, lateGoals, OVERTIME_FACTOR, steadyGoals } from "./goals.ts";

/** What is left to play on a score, under the model's rules. */
export type Ahead = {
  model: HockeyModel;
  /** The three periods, as far as they have goals, and the seconds that are left of each. */
  periods: readonly (Pair & { seconds: number })[];
  /** How likely the home side is to win a game that is level after three periods. */
  homeWinsLevel: number;
};

/** Sudden death for so many seconds, and then a shoot-out that either side may win. */
const homeWinsOvertime = ({ rates, playoff }: HockeyModel, seconds: number): number => {
  const share = rates.home / (rates.home + rates.away);
  if (playoff) return share;
  const goalless = Math.exp((-(rates.home + rates.away) * OVERTIME_FACTOR * seconds) / 3600);
  return share * (1 - goalless) + goalless / 2;
};

/** Null once the game is over. */
export const aheadOf = (scored: HockeyScore, model: HockeyModel): Ahead | null => {
  if (scored.phase === "ended" || scored.phase === "abandoned") return null;
  const score: HockeyScore = { ...scored, playoff: model.playoff };
  const over = periodsOver(score);
  const left = secondsLeft(score);
  const periods = Array.from({ length: PERIODS }, (_, at) => ({
    ...(score.periods[at] ?? level()),
    seconds: at < over ? 0 : at === score.periods.length - 1 ? left : PERIOD_SECONDS,
  }));
  const overtime =
    score.phase === "shootout"
      ? 0
      : score.periods.length > PERIODS
        ? left
        : periodSeconds(score, PERIODS + 1);
  return { model, periods, homeWinsLevel: homeWinsOvertime(model, overtime) };
};

const pair = ({ home, away }: Pair): Pair => ({ home, away });

const ratesKey = ({ rates }: HockeyModel): string => `${rates.home}:${rates.away}`;

const beforeGame = recent<Grid>(200);
const freshThirds = recent<Grid>(2000);

/** The goals of the third period, from the lead before it. */
export const thirdPeriod = (ahead: Ahead, lead: number): Grid => {
  const part = ahead.periods[PERIODS - 1] ?? { ...level(), seconds: 0 };
  const late = Math.min(LATE_SECONDS, part.seconds);
  const play = (): Grid => {
    const before = shifted(steadyGoals(ahead.model, part.seconds - late), pair(part));
    return late === 0 ? before : lateGoals(ahead.model, before, lead, late);
  };
  return part.seconds === PERIOD_SECONDS ? freshThirds(`${ratesKey(ahead.model)}/${lead}`, play) : play();
};

/** The goals of the first or second period. */
export const steadyPeriod = (ahead: Ahead, period: number): Grid => {
  const part = ahead.periods[period - 1] ?? { ...level(), seconds: 0 };
  return shifted(steadyGoals(ahead.model, part.seconds), pair(part));
};

/** The score after three periods. */
export const regulationGrid = (ahead: Ahead): Grid => {
  const { model, periods } = ahead;
  const seconds = periods.reduce((sum, each) => sum + each.seconds, 0);
  const goals = sumOf(periods);
  const late = Math.min(LATE_SECONDS, periods[PERIODS - 1]?.seconds ?? 0);
  const play = (): Grid => {
    const before = shifted(steadyGoals(model, seconds - late), goals);
    return late === 0 ? before : lateGoals(model, before, 0, late);
  };
  if (seconds < PERIODS * PERIOD_SECONDS || goals.home + goals.away > 0) return play();
  return beforeGame(ratesKey(model), play);
};

/** The score at the end, with overtime and shoot-out. */
export const gameGrid = (ahead: Ahead, regulation = regulationGrid(ahead)): Grid =>
  playedOn(regulation, {
    from: level(),
    rows: 2,
    columns: 2,
    cells: Float64Array.of(0, 1 - ahead.homeWinsLevel, ahead.homeWinsLevel, 0),
  });
