import type { Side } from "#lib/sportsbook/events/schema.ts";
import { at } from "#lib/sportsbook/pricing/index.ts";
import type { Pair } from "../../shared/pair.ts";
import type { Counts } from "../../shared/pricing/counts.ts";
import { type Grid, mixtureOf } from "../../shared/pricing/grid.ts";
import type { HockeyModel } from "../model.ts";

/**
 * Goals fall at constant rates, except late in the third period: a side that is behind takes its goalkeeper off. It then scores more
 * often, and the other side into an empty net far more often. The factors are rounded from public counts of such minutes: about seven
 * goals in sixty minutes for the side with the extra skater and eighteen against it.
 */
const PULLED = { own: 2.3, other: 6 } as const;

/** From when on a side that is so far behind plays without a goalkeeper: seconds before the end. */
const PULLED_AT: Readonly<Record<number, number>> = { 1: 120, 2: 180 };

/** The last seconds of the third period, in which rates depend on the lead. */
export const LATE_SECONDS = 180;

const HOUR = 3600;

/** The side without a goalkeeper, by the home side's lead; null for neither. */
export const pulledSide = (lead: number, secondsLeft: number): Side | null => {
  if (secondsLeft > (PULLED_AT[Math.abs(lead)] ?? 0)) return null;
  return lead < 0 ? "home" : "away";
};

/** How likely each side is to score within a second of the third period. */
export const goalsPerSecond = ({ rates }: HockeyModel, lead: number, secondsLeft: number): Pair => {
  const pulled = pulledSide(lead, secondsLeft);
  const of = (side: Side): number =>
    (rates[side] / HOUR) * (pulled === null ? 1 : pulled === side ? PULLED.own : PULLED.other);
  return { home: of("home"), away: of("away") };
};

/** Three skaters a side: goals fall faster, so that two overtimes in three are decided by one. */
export const OVERTIME_FACTOR = 2.1;

const NEGLIGIBLE = 1e-12;

const poisson = (mean: number): Counts => {
  const mass: number[] = [];
  let p = Math.exp(-mean);
  for (let k = 0; k <= mean || p > NEGLIGIBLE; k += 1) {
    mass.push(p);
    p *= mean / (k + 1);
  }
  return { from: 0, mass: Float64Array.from(mass) };
};

/** Goals in so many seconds at constant rates. */
export const steadyGoals = ({ rates }: HockeyModel, seconds: number): Grid =>
  mixtureOf([
    {
      weight: 1,
      home: poisson((rates.home * seconds) / HOUR),
      away: poisson((rates.away * seconds) / HOUR),
    },
  ]);

/** Seconds at a time: few enough that two goals in them hardly ever fall. */
const STEP_SECONDS = 2;

/** Room for the goals of the last minutes. */
const MORE = 8;

/** Plays the end of the third period. The grid is that of the score before it, or of goals on top of `lead`. */
export const lateGoals = (model: HockeyModel, before: Grid, lead: number, seconds: number): Grid => {
  const [rows, columns] = [before.rows + MORE, before.columns + MORE];
  let cells = new Float64Array(rows * columns);
  for (let i = 0; i < before.rows; i += 1)
    cells.set(before.cells.subarray(i * before.columns, (i + 1) * before.columns), i * columns);
  const ahead = lead + before.from.home - before.from.away;
  for (let left = seconds; left > 0; left -= STEP_SECONDS) {
    const next = new Float64Array(rows * columns);
    // Rates of every lead from the last row to the first.
    const span = Math.min(STEP_SECONDS, left);
    const rates = Array.from({ length: rows + columns }, (_, d) =>
      goalsPerSecond(model, ahead + d - columns, left),
    );
    for (let i = 0; i < rows; i += 1)
      for (let j = 0; j < columns; j += 1) {
        const cell = i * columns + j;
        const p = at(cells, cell);
        if (p === 0) continue;
        const rate = rates[i - j + columns] as Pair;
        // At the edge no goal falls: nothing gets there.
        const home = i + 1 < rows ? p * rate.home * span : 0;
        const away = j + 1 < columns ? p * rate.away * span : 0;
        next[cell] = at(next, cell) + p - home - away;
        if (home > 0) next[cell + columns] = at(next, cell + columns) + home;
        if (away > 0) next[cell + 1] = at(next, cell + 1) + away;
      }
    cells = next;
  }
  return { from: before.from, rows, columns, cells };
};
