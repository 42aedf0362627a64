import { at } from "#lib/sportsbook/pricing/index.ts";
import { recent } from "../../recent.ts";
import type { FootballScore } from "../score.ts";
import { baseRates, modelKey } from "./base-rates.ts";
import { distributionsOf } from "./distributions.ts";
import { resultOf } from "./fair.ts";
import { cell, type ScoreGrid } from "./grid.ts";
import { bentByCards, type FootballModel, type Rates, stretchesLeft, stretchesOf } from "./intensity.ts";
import { type FirstBy, goalsOver } from "./recursion.ts";

/** The goals still to come of each half, while the first is not over: the lead at half-time decides how the second goes. */
export type Halves = {
  first(firstBy?: FirstBy): ScoreGrid;
  /** @param lead of the home side at half-time */
  second(lead: number, firstBy?: FirstBy): ScoreGrid;
  /** Home, draw and away at full time, from the lead at half-time. */
  resultFrom(lead: number): readonly [number, number, number];
};

/** Likely enough to be worth a second half of its own. */
const POSSIBLE = 1e-11;

/** By lead: of the grids, and of the results that they come to. */
type SecondHalf = { grids: Map<string, ScoreGrid>; results: Map<number, readonly [number, number, number]> };

const secondHalves = recent<SecondHalf>(500);

const secondHalf = (model: FootballModel, rates: Rates): Pick<Halves, "second" | "resultFrom"> => {
  const { grids, results } = secondHalves(`${modelKey(model)} ${rates.home} ${rates.away}`, () => ({
    grids: new Map(),
    results: new Map(),
  }));
  const second: Halves["second"] = (lead, firstBy = "either") => {
    const key = `${lead} ${firstBy}`;
    let grid = grids.get(key);
    if (!grid) {
      grid = goalsOver(stretchesOf(model, "second_half"), rates, lead, firstBy);
      grids.set(key, grid);
    }
    return grid;
  };
  const resultFrom: Halves["resultFrom"] = (lead) => {
    let result = results.get(lead);
    if (!result) {
      result = resultOf(distributionsOf(second(lead)).difference, lead);
      results.set(lead, result);
    }
    return result;
  };
  return { second, resultFrom };
};

/** Null once the first half is over. */
export const remainingHalves = (model: FootballModel, score: FootballScore): Halves | null => {
  if (score.phase !== "not_started" && score.phase !== "first_half") return null;
  const rates = bentByCards(baseRates(model), score);
  const first = stretchesLeft(model, score).slice(0, -stretchesOf(model, "second_half").length);
  return {
    first: (firstBy) => goalsOver(first, rates, score.goals.home - score.goals.away, firstBy),
    ...secondHalf(model, rates),
  };
};

/** How likely the home side is to have each lead at half-time. */
export const leadsAtHalfTime = (first: ScoreGrid, lead: number): Map<number, number> => {
  const leads = new Map<number, number>();
  for (let home = 0; home < first.size; home += 1)
    for (let away = 0; away < first.size; away += 1) {
      const p = cell(first, home, away);
      const then = lead + home - away;
      if (p > POSSIBLE) leads.set(then, (leads.get(then) ?? 0) + p);
    }
  return leads;
};

/** The goals of the second half, whatever the lead at half-time. */
export const secondHalfGoals = ({ second }: Halves, leads: ReadonlyMap<number, number>): ScoreGrid => {
  let mixed: { size: number; cells: Float64Array } | null = null;
  for (const [lead, probability] of leads) {
    const { size, cells } = second(lead);
    mixed ??= { size, cells: new Float64Array(size * size) };
    for (let i = 0; i < cells.length; i += 1)
      mixed.cells[i] = at(mixed.cells, i) + probability * at(cells, i);
  }
  return mixed ?? second(0);
};
