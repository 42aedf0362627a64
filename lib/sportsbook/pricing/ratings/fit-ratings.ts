import { accept, type Result, refuse } from "#lib/kernel/result.ts";
import { type Fit, fitStrengths, type WeightedMatch } from "../fit.ts";
import { at } from "../numeric.ts";
import type { Ratings, TeamRating } from "./schema.ts";

export type PlayedMatch = {
  /** YYYY-MM-DD */
  date: string;
  home: string;
  away: string;
  homeGoals: number;
  awayGoals: number;
  neutral: boolean;
};

export type RatingsOptions = {
  halfLifeDays: number;
  matchesMin: number;
  source: string;
  licence: string;
  countryCodeOf?: (team: string) => string | null;
  /** See `FitOptions.ridge`. */
  ridge?: number;
};

export type FittedRatings = {
  ratings: Ratings;
  poisson: Fit;
  dixonColes: Fit;
  matches: number;
  /** Left out: too few matches, or no chain of matches joins it to the others. */
  teamsLeftOut: number;
};

const DAY_MS = 86_400_000;

/** "Côte d'Ivoire" is "cote-d-ivoire". */
export const teamIdOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

const countMatches = (matches: readonly PlayedMatch[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { home, away } of matches) {
    counts.set(home, (counts.get(home) ?? 0) + 1);
    counts.set(away, (counts.get(away) ?? 0) + 1);
  }
  return counts;
};

// Leaving a team out takes matches from others, so it is repeated until nobody is short.
const amongRegulars = (matches: readonly PlayedMatch[], matchesMin: number): readonly PlayedMatch[] => {
  const counts = countMatches(matches);
  const kept = matches.filter(
    ({ home, away }) => (counts.get(home) ?? 0) >= matchesMin && (counts.get(away) ?? 0) >= matchesMin,
  );
  return kept.length === matches.length ? kept : amongRegulars(kept, matchesMin);
};

// Strengths compare only between teams that a chain of matches joins.
const largestConnected = (matches: readonly PlayedMatch[]): readonly PlayedMatch[] => {
  const parent = new Map<string, string>();
  const rootOf = (team: string): string => {
    let root = team;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    return root;
  };
  for (const { home, away } of matches) {
    const [a, b] = [rootOf(home), rootOf(away)];
    if (a !== b) parent.set(a, b);
  }
  const sizes = new Map<string, number>();
  for (const { home } of matches) sizes.set(rootOf(home), (sizes.get(rootOf(home)) ?? 0) + 1);
  const largest = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0];
  return matches.filter(({ home }) => rootOf(home) === largest);
};

const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;

/**
 * Fits plain Poisson and Dixon–Coles to results, a match's weight halving every `halfLifeDays` before the last one.
 * Refuses when no matches are left between teams that have played at least `matchesMin`.
 */
export const fitRatings = (
  results: readonly PlayedMatch[],
  options: RatingsOptions,
): Result<FittedRatings, { code: "too_few_matches"; matchesMin: number }> => {
  const { halfLifeDays, matchesMin, ridge = 0, source, licence, countryCodeOf = () => null } = options;
  const used = largestConnected(amongRegulars(results, matchesMin));
  const dates = used.map(({ date }) => date).sort();
  const [from, asOf] = [dates[0], dates.at(-1)];
  if (from === undefined || asOf === undefined) return refuse({ code: "too_few_matches", matchesMin });
  const counts = countMatches(used);
  const names = [...counts.keys()].sort();
  const numbers = new Map(names.map((name, number) => [name, number]));
  const weighted = used.map(({ date, home, away, ...match }): WeightedMatch => {
    const ageDays = (Date.parse(asOf) - Date.parse(date)) / DAY_MS;
    return {
      ...match,
      home: numbers.get(home) ?? 0,
      away: numbers.get(away) ?? 0,
      weight: 0.5 ** (ageDays / halfLifeDays),
    };
  });
  const poisson = fitStrengths(weighted, { teams: names.length, correlated: false, ridge });
  const dixonColes = fitStrengths(weighted, { teams: names.length, ridge, start: poisson });
  const teams: Record<string, TeamRating> = {};
  for (const [number, name] of names.entries()) {
    teams[teamIdOf(name)] = {
      name,
      countryCode: countryCodeOf(name),
      attack: rounded(at(dixonColes.attack, number)),
      defence: rounded(at(dixonColes.defence, number)),
      matches: counts.get(name) ?? 0,
    };
  }
  return accept({
    ratings: {
      meta: {
        asOf,
        from,
        matches: used.length,
        halfLifeDays,
        baseRate: rounded(Math.exp(dixonColes.base)),
        homeAdvantage: rounded(dixonColes.homeAdvantage),
        rho: rounded(dixonColes.rho),
        logLikelihood: {
          poisson: rounded(poisson.logLikelihood),
          dixonColes: rounded(dixonColes.logLikelihood),
        },
        source,
        licence,
      },
      teams,
    },
    poisson,
    dixonColes,
    matches: used.length,
    teamsLeftOut: countMatches(results).size - names.length,
  });
};
