import { at } from "#lib/sportsbook/pricing/index.ts";
import { recent } from "../../recent.ts";
import type { FootballScore } from "../score.ts";
import { baseRates, modelKey } from "./base-rates.ts";
import { cell, type ScoreGrid } from "./grid.ts";
import { bentByCards, type FootballModel, type Rates, stretchesLeft, stretchesOf } from "./intensity.ts";
import { type FirstBy, goalsOver } from "./recursion.ts";

/** The goals still to come of each half, while the first is not over: the lead at half-time decides how the second goes. */
export type Halves = {
  first(firstBy?: FirstBy): ScoreGrid;
  /** @param lead of the home side at half-time */
  second(lead: number, firstBy?: FirstBy): ScoreGrid;
};

/** Likely enough to be worth a second half of its own. */
const POSSIBLE = 1e-11;

const secondHalves = recent<Map<string, ScoreGrid>>(500);

const secondHalf = (model: FootballModel, rates: Rates): Halves["second"] => {
  const known = secondHalves(`${modelKey(model)} ${rates.home} ${rates.away}`, () => new Map());
  return (lead, firstBy = "either") => {
    const key = `${lead} ${firstBy}`;
    let grid = known.get(key);
    if (!grid) {
      grid = goalsOver(stretchesOf(model, "second_half"), rates, lead, firstBy);
      known.set(key, grid);
    }
    return grid;
  };
};

/** Null once the first half is over. */
export const remainingHalves = (model: FootballModel, score: FootballScore): Halves | null => {
  if (score.phase !== "not_started" && score.phase !== "first_half") return null;
  const rates = bentByCards(baseRates(model), score);
  const second = secondHalf(model, rates);
  const first = stretchesLeft(model, score).slice(0, -stretchesOf(model, "second_half").length);
  return {
    first: (firstBy) => goalsOver(first, rates, score.goals.home - score.goals.away, firstBy),
    second,
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
