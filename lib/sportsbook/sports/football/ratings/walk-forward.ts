import { at } from "#lib/sportsbook/pricing/index.ts";
import { distributionsOf } from "../pricing/distributions.ts";
import { finalGrid } from "../pricing/grid.ts";
import { footballKickOff } from "../score.ts";
import { DAY_MS, fitLeague, type LeagueFit, modelOfFit } from "./fit-league.ts";
import { byLeague } from "./fit-ratings.ts";
import type { PlayedMatch } from "./played-match.ts";
import type { Recipe } from "./recipe.ts";

/** What was expected of a match before it was played. */
export type Forecast = {
  match: PlayedMatch;
  league: string;
  /** Home win, draw, away win. */
  fair: readonly [number, number, number];
  /** Of 0-0, 1-1 and 2-2. */
  level: readonly [number, number, number];
  /** Of the score that came. */
  score: number;
  /** One of the teams had no rating. */
  newcomer: boolean;
};

export type WalkForward = { forecasts: Forecast[]; fits: number; unconverged: number };

export type WalkForwardOptions = {
  recipe: Recipe;
  /** First and last day of the matches that are forecast. */
  from: string;
  to: string;
  refitDays?: number;
};

const forecastOf = (league: string, match: PlayedMatch, fit: LeagueFit, recipe: Recipe): Forecast => {
  const grid = finalGrid(modelOfFit(fit, match, recipe), footballKickOff());
  const { difference } = distributionsOf(grid);
  const fair: [number, number, number] = [0, 0, 0];
  difference.mass.forEach((p, i) => {
    fair[1 - Math.sign(difference.from + i)] = at(fair, 1 - Math.sign(difference.from + i)) + p;
  });
  const of = (home: number, away: number): number => at(grid.cells, home * grid.size + away);
  return {
    match,
    league,
    fair,
    level: [of(0, 0), of(1, 1), of(2, 2)],
    score: of(match.homeGoals, match.awayGoals),
    newcomer: !fit.numbers.has(match.home) || !fit.numbers.has(match.away),
  };
};

/**
 * Forecasts every match from `from` to `to` with a fit of its league to the matches before: a league is fitted again on the first
 * match day that lies `refitDays` or more after the last fit. Nothing that happens on the day of a fit or later is used.
 */
export const walkForward = (
  results: readonly PlayedMatch[],
  { recipe, from, to, refitDays = 7 }: WalkForwardOptions,
): WalkForward => {
  const walk: WalkForward = { forecasts: [], fits: 0, unconverged: 0 };
  for (const [league, played] of byLeague(results, recipe)) {
    let fit: LeagueFit | undefined;
    let refitAt = Number.NEGATIVE_INFINITY;
    const dated = played
      .filter(({ date }) => date <= to)
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
    for (const match of dated) {
      if (match.date < from) continue;
      if (!fit || Date.parse(match.date) >= refitAt) {
        fit = fitLeague(dated, match.date, recipe, { start: fit });
        refitAt = Date.parse(match.date) + refitDays * DAY_MS;
        walk.fits += 1;
        if (!fit.fit.converged) walk.unconverged += 1;
      }
      walk.forecasts.push(forecastOf(league, match, fit, recipe));
    }
  }
  return walk;
};

/** 0 for a home win, 1 for a draw, 2 for an away win. */
const outcomeOf = ({ homeGoals, awayGoals }: PlayedMatch): number => 1 - Math.sign(homeGoals - awayGoals);

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

/** Mean log loss of 1X2. */
export const logLoss = (forecasts: readonly Forecast[]): number =>
  mean(forecasts.map(({ fair, match }) => -Math.log(at(fair, outcomeOf(match)))));

/** Mean log loss of the exact score. */
export const scoreLogLoss = (forecasts: readonly Forecast[]): number =>
  mean(forecasts.map(({ score }) => -Math.log(score)));

/** How often home wins, draws and away wins came. */
export const baseRates = (forecasts: readonly Forecast[]): number[] =>
  [0, 1, 2].map((outcome) => mean(forecasts.map(({ match }) => Number(outcomeOf(match) === outcome))));

/** Mean log loss of forecasting every match by the base rates of its league, known afterwards. */
export const baseRateLogLoss = (forecasts: readonly Forecast[]): number => {
  const byName = Map.groupBy(forecasts, ({ league }) => league);
  const rates = new Map([...byName].map(([league, own]) => [league, baseRates(own)]));
  return mean(forecasts.map(({ league, match }) => -Math.log(at(rates.get(league) ?? [], outcomeOf(match)))));
};

export type ReliabilityRow = { from: number; outcomes: number; expected: number; seen: number };

/** Every forecast outcome by tenths of probability: how likely they were on average, and how often they came. */
export const reliabilityOf = (
  forecasts: readonly { fair: readonly number[]; outcome: number }[],
): ReliabilityRow[] => {
  const outcomes = forecasts.flatMap(({ fair, outcome }) =>
    fair.map((p, i) => ({ p, came: Number(outcome === i) })),
  );
  return Array.from({ length: 10 }, (_, tenth): ReliabilityRow => {
    const inside = outcomes.filter(({ p }) => Math.min(9, Math.floor(p * 10)) === tenth);
    return {
      from: tenth / 10,
      outcomes: inside.length,
      expected: mean(inside.map(({ p }) => p)),
      seen: mean(inside.map(({ came }) => came)),
    };
  }).filter(({ outcomes: count }) => count > 0);
};

/** Of the outcomes of 1X2 before the match. */
export const reliability = (forecasts: readonly Forecast[]): ReliabilityRow[] =>
  reliabilityOf(forecasts.map(({ fair, match }) => ({ fair, outcome: outcomeOf(match) })));
