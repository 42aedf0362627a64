import { at } from "#lib/sportsbook/pricing/index.ts";
import type { FootballModel } from "../pricing/intensity.ts";
import { type Fit, fitStrengths, type Strengths, type WeightedMatch } from "./fit.ts";
import { matchModel } from "./match-model.ts";
import type { PlayedMatch } from "./played-match.ts";
import type { Recipe } from "./recipe.ts";
import type { TeamRating } from "./schema.ts";

export const DAY_MS = 86_400_000;

/** Strengths of the teams of one league on one day. */
export type LeagueFit = {
  fit: Fit;
  /** Number of each team in the strengths. */
  numbers: ReadonlyMap<string, number>;
  /** The matches that were used, earliest first. */
  matches: readonly PlayedMatch[];
};

/** Teams that came into the league, or came back to it, after its first matches in the results. */
const newcomersOf = (matches: readonly PlayedMatch[], absenceDays: number | null): ReadonlySet<string> => {
  const newcomers = new Set<string>();
  const [first] = matches;
  if (absenceDays === null || !first) return newcomers;
  const settled = Date.parse(first.date) + absenceDays * DAY_MS;
  const seen = new Map<string, number>();
  for (const { date, home, away } of matches) {
    const day = Date.parse(date);
    for (const team of [home, away]) {
      const before = seen.get(team) ?? Number.NEGATIVE_INFINITY;
      if (day > settled && day - before > absenceDays * DAY_MS) newcomers.add(team);
      seen.set(team, day);
    }
  }
  return newcomers;
};

const countMatches = (matches: readonly PlayedMatch[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { home, away } of matches) {
    counts.set(home, (counts.get(home) ?? 0) + 1);
    counts.set(away, (counts.get(away) ?? 0) + 1);
  }
  return counts;
};

/** The matches between teams that have at least `matchesMin` among themselves: leaving one team out takes matches from others. */
const amongRegulars = (matches: readonly PlayedMatch[], matchesMin: number): readonly PlayedMatch[] => {
  const counts = countMatches(matches);
  const isRegular = (team: string): boolean => (counts.get(team) ?? 0) >= matchesMin;
  const kept = matches.filter(({ home, away }) => isRegular(home) && isRegular(away));
  return kept.length === matches.length ? kept : amongRegulars(kept, matchesMin);
};

const startFrom = (
  { fit, numbers }: Pick<LeagueFit, "fit" | "numbers">,
  names: readonly string[],
  { newcomer }: Recipe,
): Strengths => {
  const ofNames = (values: Float64Array, otherwise: number): Float64Array =>
    Float64Array.from(names, (name) => {
      const number = numbers.get(name);
      return number === undefined ? otherwise : at(values, number);
    });
  return {
    ...fit,
    attack: ofNames(fit.attack, newcomer.attack),
    defence: ofNames(fit.defence, newcomer.defence),
  };
};

/**
 * Fits Dixon–Coles to the matches of one league that were played before `asOf` (YYYY-MM-DD, the day of pricing), as they weigh on
 * that day. A `start`, an earlier fit of the same league, saves steps. Without `correlated` it is plain Poisson.
 */
export const fitLeague = (
  results: readonly PlayedMatch[],
  asOf: string,
  recipe: Recipe,
  { start, correlated = true }: { start?: LeagueFit | undefined; correlated?: boolean } = {},
): LeagueFit => {
  const played = results
    .filter(({ date }) => date < asOf)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const matches = amongRegulars(played, recipe.matchesMin);
  const names = [...countMatches(matches).keys()].sort();
  const numbers = new Map(names.map((name, number) => [name, number]));
  const today = Date.parse(asOf);
  const weighted = matches.map(
    ({ date, home, away, homeGoals, awayGoals, neutral }): WeightedMatch => ({
      home: numbers.get(home) ?? 0,
      away: numbers.get(away) ?? 0,
      homeGoals,
      awayGoals,
      neutral,
      weight: 0.5 ** ((today - Date.parse(date)) / DAY_MS / recipe.halfLifeDays),
    }),
  );
  const newcomers = newcomersOf(matches, recipe.absenceDays);
  const fit = fitStrengths(weighted, {
    teams: names.length,
    correlated,
    leaguePrior: recipe.league,
    priors: names.map((name) => (newcomers.has(name) ? recipe.newcomer : recipe.established)),
    ...(start && { start: startFrom(start, names, recipe) }),
  });
  return { fit, numbers, matches };
};

/** The model of a match on a fit; a team that is not in it is a newcomer. */
export const modelOfFit = (
  { fit, numbers }: LeagueFit,
  { home, away, neutral }: Pick<PlayedMatch, "home" | "away" | "neutral">,
  { newcomer }: Recipe,
): FootballModel => {
  const strengthOf = (team: string): Pick<TeamRating, "attack" | "defence"> => {
    const number = numbers.get(team);
    return number === undefined
      ? newcomer
      : { attack: at(fit.attack, number), defence: at(fit.defence, number) };
  };
  return matchModel(
    { baseRate: Math.exp(fit.base), homeAdvantage: fit.homeAdvantage },
    strengthOf(home),
    strengthOf(away),
    neutral,
  );
};
