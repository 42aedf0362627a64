import { accept, type Result, refuse } from "#lib/core/result.ts";
import { at } from "#lib/sportsbook/pricing/index.ts";
import type { Fit } from "./fit.ts";
import { DAY_MS, fitLeague, type LeagueFit } from "./fit-league.ts";
import type { PlayedMatch } from "./played-match.ts";
import type { Recipe } from "./recipe.ts";
import type { LeagueRatings, Ratings, TeamRating } from "./schema.ts";

export type RatingsOptions = {
  recipe: Recipe;
  /** The day of pricing (YYYY-MM-DD): matches weigh from it, later ones are not used. The day after the last match by default. */
  asOf?: string | undefined;
  source: string;
  licence: string;
  countryCodeOf?: (team: string) => string | null;
};

export type FittedLeague = {
  name: string;
  poisson: Fit;
  dixonColes: Fit;
  /** Groups of teams that no chain of matches joins: strengths compare within one of them. */
  groups: number;
  /** Teams with too few matches to be rated: priced as newcomers. */
  teamsLeftOut: number;
};

export type FittedRatings = { ratings: Ratings; fits: FittedLeague[] };

/** "Côte d'Ivoire" is "cote-d-ivoire". */
export const teamIdOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

/** The results of each league: of every competition, or all in one, as the recipe has it. */
export const byLeague = (
  results: readonly PlayedMatch[],
  { name, byCompetition }: Recipe,
): Map<string, PlayedMatch[]> =>
  Map.groupBy(results, ({ competition }) => (byCompetition && competition) || name);

const groupsOf = (matches: readonly PlayedMatch[]): number => {
  const parent = new Map<string, string>();
  const rootOf = (team: string): string => {
    let root = team;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    return root;
  };
  for (const { home, away } of matches) {
    for (const team of [home, away]) if (!parent.has(team)) parent.set(team, team);
    parent.set(rootOf(home), rootOf(away));
  }
  return [...parent].filter(([team, up]) => team === up).length;
};

const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;

const teamsOf = (
  { fit, numbers, matches }: LeagueFit,
  countryCodeOf: (team: string) => string | null,
): Record<string, TeamRating> =>
  Object.fromEntries(
    [...numbers].map(([name, number]): [string, TeamRating] => [
      teamIdOf(name),
      {
        name,
        countryCode: countryCodeOf(name),
        attack: rounded(at(fit.attack, number)),
        defence: rounded(at(fit.defence, number)),
        matches: matches.filter(({ home, away }) => home === name || away === name).length,
      },
    ]),
  );

const dayAfter = (date: string): string => new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);

const lastDay = (matches: readonly PlayedMatch[]): string =>
  matches
    .map(({ date }) => date)
    .sort()
    .at(-1) ?? "";

/** Fits every league of the results by the recipe. Refuses when no league has a match between teams with enough matches. */
export const fitRatings = (
  results: readonly PlayedMatch[],
  { recipe, asOf, source, licence, countryCodeOf = () => null }: RatingsOptions,
): Result<FittedRatings, { code: "too_few_matches"; matchesMin: number }> => {
  const { matchesMin, halfLifeDays, newcomer } = recipe;
  if (results.length === 0) return refuse({ code: "too_few_matches", matchesMin });
  const day = asOf ?? dayAfter(lastDay(results));
  const fits: FittedLeague[] = [];
  const leagues: Record<string, LeagueRatings> = {};
  for (const [name, played] of byLeague(results, recipe)) {
    const fitted = fitLeague(played, day, recipe);
    const { fit, matches, numbers } = fitted;
    const from = matches[0]?.date;
    if (from === undefined) continue;
    const poisson = fitLeague(played, day, recipe, { correlated: false }).fit;
    const teams = new Set(played.flatMap(({ home, away }) => [home, away]));
    fits.push({
      name,
      poisson,
      dixonColes: fit,
      groups: groupsOf(matches),
      teamsLeftOut: teams.size - numbers.size,
    });
    leagues[name] = {
      from,
      to: lastDay(matches),
      matches: matches.length,
      baseRate: rounded(Math.exp(fit.base)),
      homeAdvantage: rounded(fit.homeAdvantage),
      rho: rounded(fit.rho),
      logLikelihood: {
        poisson: rounded(poisson.logLikelihood),
        dixonColes: rounded(fit.logLikelihood),
      },
      newcomer: { attack: newcomer.attack, defence: newcomer.defence },
      teams: teamsOf(fitted, countryCodeOf),
    };
  }
  if (fits.length === 0) return refuse({ code: "too_few_matches", matchesMin });
  return accept({ ratings: { meta: { asOf: day, halfLifeDays, source, licence }, leagues }, fits });
};
