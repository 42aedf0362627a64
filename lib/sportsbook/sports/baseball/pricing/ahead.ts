import type { Side } from "#lib/sportsbook/events/schema.ts";
import { at } from "#lib/sportsbook/pricing/index.ts";
import { recent } from "../../recent.ts";
import { level, type Pair } from "../../shared/pair.ts";
import { decided, type Grid, playedOn } from "../../shared/pricing/grid.ts";
import type { BaseballModel } from "../model.ts";
import { type BaseballScore, INNINGS, runsOf } from "../score.ts";
import { type InningKind, type Runs, runsUntilOut, WHOLE_HIT } from "./runs.ts";

/** A half-inning that is left to play, or what is left of it. */
export type Turn = { inning: number; side: Side; runs: Runs };

export type Ahead = { model: BaseballModel; from: Pair; inning: number; turns: readonly Turn[] };

const kindOf = (inning: number): InningKind => (inning > INNINGS ? "extra" : "usual");

/** Null once the game is over. */
export const aheadOf = (score: BaseballScore, model: BaseballModel): Ahead | null => {
  if (score.phase === "ended" || score.phase === "abandoned") return null;
  const inning = Math.max(1, score.innings.length);
  const turns: Turn[] = [];
  for (let number = inning; number <= Math.max(INNINGS, inning); number += 1)
    for (const side of ["away", "home"] as const) {
      const running = number === inning && score.phase === "in_play";
      if (running && side === "away" && score.half === "bottom") continue;
      const bats = running && (side === "away") === (score.half === "top");
      const outs = bats ? Math.max(0, 3 - score.outs) : 3;
      turns.push({ inning: number, side, runs: runsUntilOut(model, side, kindOf(number), outs) });
    }
  return { model, from: runsOf(score), inning, turns };
};

/** Room for runs that are still to come. */
const SIZE = 30;

export const pointAt = (from: Pair, size = SIZE): Grid => {
  const cells = new Float64Array(size * size);
  cells[0] = 1;
  return { from, rows: size, columns: size, cells };
};

/** The grid with these runs of one side on top; what finds no room stays at the edge. */
export const batted = (grid: Grid, side: Side, runs: Runs): Grid => {
  const { rows, columns, cells } = grid;
  const next = new Float64Array(cells.length);
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1) {
      const p = cells[i * columns + j] as number;
      if (p === 0) continue;
      for (let more = 0; more < runs.length; more += 1) {
        const cell =
          side === "home"
            ? Math.min(rows - 1, i + more) * columns + j
            : i * columns + Math.min(columns - 1, j + more);
        next[cell] = (next[cell] as number) + p * (runs[more] as number);
      }
    }
  return { ...grid, cells: next };
};

/** The last half-inning: the home side bats only while it is not ahead, and no longer than until it is. */
const walkedOff = (grid: Grid, runs: Runs): Grid => {
  const { from, rows, columns, cells } = grid;
  const next = new Float64Array(cells.length);
  const add = (i: number, j: number, p: number): void => {
    const cell = Math.min(rows - 1, i) * columns + j;
    next[cell] = at(next, cell) + p;
  };
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1) {
      const p = at(cells, i * columns + j);
      if (p === 0) continue;
      const behind = from.away + j - from.home - i;
      if (behind < 0) {
        add(i, j, p);
        continue;
      }
      for (let more = 0; more < runs.length; more += 1) {
        const chance = p * at(runs, more);
        if (more <= behind + 1) add(i + more, j, chance);
        else {
          add(i + more, j, chance * WHOLE_HIT);
          add(i + behind + 1, j, chance * (1 - WHOLE_HIT));
        }
      }
    }
  return { ...grid, cells: next };
};

/** The grid after a turn. */
export const afterTurn = (grid: Grid, { inning, side, runs }: Turn): Grid =>
  side === "home" && inning >= INNINGS ? walkedOff(grid, runs) : batted(grid, side, runs);

const extras = recent<Grid>(300);
const EXTRA_SIZE = 12;

/** The runs of extra innings until they are decided: by the second at the latest. */
const extraInnings = (model: BaseballModel): Grid =>
  extras(`${model.runs.home}:${model.runs.away}`, () => {
    const top = batted(pointAt(level(), EXTRA_SIZE), "away", runsUntilOut(model, "away", "extra", 3));
    const one = walkedOff(top, runsUntilOut(model, "home", "extra", 3));
    return playedOn(one, decided(one));
  });

/** The end of a game that is level after its last inning so far. */
export const withExtras = (model: BaseballModel, grid: Grid): Grid => playedOn(grid, extraInnings(model));

const starts = recent<Grid>(300);

/** The score after nine innings, or after the extra inning that runs. */
export const nineInnings = ({ model, from, turns }: Ahead): Grid => {
  const play = (): Grid => turns.reduce(afterTurn, pointAt(from));
  const fresh = turns.length === 2 * INNINGS && turns[0]?.runs === runsUntilOut(model, "away", "usual", 3);
  return fresh && from.home + from.away === 0
    ? starts(`${model.runs.home}:${model.runs.away}`, play)
    : play();
};
