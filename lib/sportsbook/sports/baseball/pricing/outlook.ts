import { at } from "#lib/sportsbook/pricing/index.ts";
import type { Pair } from "../../shared/pair.ts";
import { eachCell, type Grid } from "../../shared/pricing/grid.ts";
import {
  finalsOf,
  type LabelledEnd,
  mergedEnds,
  type OpenMarket,
  sameMarket,
} from "../../shared/pricing/labelled.ts";
import type { MarketRef, SportState, WeightedFinal } from "../../sport.ts";
import { inningOf, type Parts, scopeOf, winnerAt } from "../ends.ts";
import { baseballMarket, OUTCOME_KEYS } from "../markets.ts";
import type { BaseballModel } from "../model.ts";
import { baseballResults } from "../results.ts";
import { type BaseballScore, FIRST_INNINGS, INNINGS } from "../score.ts";
import { type Ahead, afterTurn, aheadOf, batted, pointAt, type Turn, withExtras } from "./ahead.ts";

type Open = OpenMarket<Parts>;

/** A course of the game as far as the markets tell it from others, with the scores that it leads to. */
type Course = { five: Pair | null; runIn: ReadonlyMap<number, boolean>; grid: Grid };

/** With and without a run in this half-inning, where a market asks for it. */
const splitByRun = (course: Course, turn: Turn): Course[] => {
  if (course.runIn.get(turn.inning)) return [{ ...course, grid: afterTurn(course.grid, turn) }];
  const some = turn.runs.slice();
  some[0] = 0;
  return [false, true].map((run) => ({
    ...course,
    runIn: new Map(course.runIn).set(turn.inning, run),
    grid: batted(course.grid, turn.side, run ? some : turn.runs.slice(0, 1)),
  }));
};

/** By what wins the markets of the first five innings. */
const splitByFive = (course: Course, markets: readonly Open[]): Course[] => {
  const { grid, runIn } = course;
  const courses = new Map<string, Course>();
  for (let i = 0; i < grid.rows; i += 1)
    for (let j = 0; j < grid.columns; j += 1) {
      const cell = i * grid.columns + j;
      const p = at(grid.cells, cell);
      if (p === 0) continue;
      const five = { home: grid.from.home + i, away: grid.from.away + j };
      const key = markets.map(({ winner }) => winner({ game: five, extra: false, five, runIn })).join();
      const known = courses.get(key) ?? {
        five,
        runIn,
        grid: { ...grid, cells: new Float64Array(grid.cells.length) },
      };
      known.grid.cells[cell] = p;
      courses.set(key, known);
    }
  return [...courses.values()];
};

const coursesOf = (ahead: Ahead, markets: readonly Open[]): Course[] => {
  const ofFive = markets.filter(({ ref }) => scopeOf(ref.marketType) === "five");
  const asked = new Set(
    markets.filter(({ ref }) => scopeOf(ref.marketType) === "inning").map(({ ref }) => inningOf(ref)),
  );
  let courses: Course[] = [{ five: null, runIn: new Map(), grid: pointAt(ahead.from) }];
  for (const turn of ahead.turns) {
    courses = courses.flatMap((course) =>
      asked.has(turn.inning) ? splitByRun(course, turn) : [{ ...course, grid: afterTurn(course.grid, turn) }],
    );
    if (ofFive.length > 0 && turn.inning === FIRST_INNINGS && turn.side === "home")
      courses = courses.flatMap((course) => splitByFive(course, ofFive));
  }
  return courses;
};

/** The level scores of a grid by themselves. */
const levelPart = (grid: Grid): Grid => {
  const cells = new Float64Array(grid.cells.length);
  eachCell(grid, (home, away, probability) => {
    if (home === away) cells[(home - grid.from.home) * grid.columns + away - grid.from.away] = probability;
  });
  return { ...grid, cells };
};

const endsOf = (ahead: Ahead, markets: readonly Open[]): LabelledEnd[] =>
  mergedEnds(markets, (add) => {
    const running = ahead.inning > INNINGS;
    for (const { five, runIn, grid } of coursesOf(ahead, markets)) {
      eachCell(grid, (home, away, p) => {
        if (home !== away) add({ game: { home, away }, extra: running, five, runIn }, p);
      });
      eachCell(withExtras(ahead.model, levelPart(grid)), (home, away, p) => {
        if (home !== away) add({ game: { home, away }, extra: true, five, runIn }, p);
      });
    }
  });

/** The ends of a game as far as these markets tell them apart. A shortened game has no probability. */
export const baseballOutlook = (
  { score, incidents: all }: SportState<BaseballScore>,
  model: BaseballModel,
  markets: readonly MarketRef[],
): WeightedFinal[] => {
  const ahead = aheadOf(score, model);
  if (!ahead) return [];
  const state = { score, incidents: [...all] };
  const known = markets.map((ref) => ({ ref, results: baseballResults(ref, state, false) }));
  const open = known
    .filter(({ results }) => !results)
    .map(({ ref }) => ({ ref, keys: OUTCOME_KEYS[baseballMarket(ref.marketType)], winner: winnerAt(ref) }));
  return finalsOf(
    endsOf(ahead, open),
    open,
    (ref) => known.find((each) => sameMarket(each.ref, ref))?.results ?? null,
    (marketType) => OUTCOME_KEYS[baseballMarket(marketType)],
  );
};
