import { at } from "#lib/sportsbook/pricing/index.ts";
import type { ImportedMatch } from "../importers/timelines.ts";
import { distributionsOf } from "../pricing/distributions.ts";
import { remainingGrid } from "../pricing/grid.ts";
import type { FootballModel, Stoppage } from "../pricing/intensity.ts";
import { flowSecond, HALF_SECONDS, lengthOf, playMatch } from "../simulator/timeline.ts";
import { fitLeague, modelOfFit } from "./fit-league.ts";
import type { PlayedMatch } from "./played-match.ts";
import type { Recipe } from "./recipe.ts";

export const IN_PLAY_MINUTES = [15, 30, 45, 60, 75, 85, 90] as const;

/** What was expected of a match at a minute of it, and what came. */
export type InPlayForecast = {
  minute: number;
  level: boolean;
  /** Home win, draw, away win. */
  fair: readonly [number, number, number];
  /** 0 for a home win, 1 for a draw, 2 for an away win. */
  outcome: number;
  goalsExpected: number;
  goalsSeen: number;
};

const secondOf = ({ timeline }: ImportedMatch, minute: number): number =>
  minute <= 45
    ? Math.min(minute * 60, timeline.halves[0] - 1)
    : flowSecond(timeline, 2, Math.min(minute * 60 - HALF_SECONDS, timeline.halves[1] - 1));

const finalGoals = ({ timeline }: ImportedMatch): { home: number; away: number } =>
  playMatch(timeline).advance(lengthOf(timeline)).score.goals;

const meanMinutesOver = (matches: readonly ImportedMatch[], half: 0 | 1): number =>
  matches.reduce((total, { timeline }) => total + Math.max(0, timeline.halves[half] - HALF_SECONDS), 0) /
  (60 * matches.length);

const asPlayed = (match: ImportedMatch): PlayedMatch => {
  const { home, away } = finalGoals(match);
  return {
    date: match.kickOff.slice(0, 10),
    home: match.home,
    away: match.away,
    homeGoals: home,
    awayGoals: away,
    neutral: false,
    competition: match.competition,
  };
};

const forecastAt = (match: ImportedMatch, model: FootballModel, minute: number): InPlayForecast => {
  const { score } = playMatch(match.timeline).advance(secondOf(match, minute));
  const { difference, total } = distributionsOf(remainingGrid(model, score));
  const lead = score.goals.home - score.goals.away;
  const fair: [number, number, number] = [0, 0, 0];
  difference.mass.forEach((p, i) => {
    const side = 1 - Math.sign(lead + difference.from + i);
    fair[side] = at(fair, side) + p;
  });
  const final = finalGoals(match);
  return {
    minute,
    level: lead === 0,
    fair,
    outcome: 1 - Math.sign(final.home - final.away),
    goalsExpected: total.mass.reduce((sum, p, goals) => sum + p * goals, 0),
    goalsSeen: final.home + final.away - score.goals.home - score.goals.away,
  };
};

/**
 * Forecasts matches at several minutes of them. Strengths and usual stoppage are those of the season that the matches are from, so that what
 * is measured is how prices move in play, not how well teams are rated beforehand.
 */
export const forecastInPlay = (matches: readonly ImportedMatch[], recipe: Recipe): InPlayForecast[] =>
  [...Map.groupBy(matches, ({ competition }) => competition)].flatMap(([, own]) => {
    const played = own.map(asPlayed);
    const fit = fitLeague(played, "9999-12-31", { ...recipe, halfLifeDays: Number.POSITIVE_INFINITY });
    const stoppage: Stoppage = { first: meanMinutesOver(own, 0), second: meanMinutesOver(own, 1) };
    return own.flatMap((match) => {
      const model = {
        ...modelOfFit(fit, { home: match.home, away: match.away, neutral: false }, recipe),
        stoppage,
      };
      return IN_PLAY_MINUTES.map((minute) => forecastAt(match, model, minute));
    });
  });
