import type { LeaguePrior, Prior } from "./fit.ts";

/** How ratings are made from results. Precisions and means are of natural logarithms of rates. */
export type Recipe = {
  /** Of the one league, where competitions are not fitted by themselves. */
  name: string;
  /** A match's weight halves every so many days before the day of pricing. */
  halfLifeDays: number;
  /** Teams with fewer matches are left out of the fit and priced as newcomers. */
  matchesMin: number;
  /** Every competition is fitted by itself; false fits all matches together. */
  byCompetition: boolean;
  established: Prior;
  league: LeaguePrior;
  /** Of a team that is new in its league, and of one without any match. */
  newcomer: Prior;
  /** A team that comes back after so many days without a match is new in its league; null: only one without matches is. */
  absenceDays: number | null;
};

/** Football as it is anywhere, as much evidence as a handful of goals: it decides while a league has hardly begun. */
const ANY_LEAGUE: LeaguePrior = { base: 0.2, homeAdvantage: 0.2, rho: 0, precision: 1 };

/** National teams. One without enough matches is a small or a new association: weaker than most that are rated. */
export const NATIONAL_TEAMS: Recipe = {
  name: "national-teams",
  halfLifeDays: 730,
  matchesMin: 20,
  byCompetition: false,
  established: { attack: 0, defence: 0, strength: 0.1, openness: 0.1 },
  newcomer: { attack: -0.9, defence: -1.2, strength: 0.1, openness: 0.1 },
  league: ANY_LEAGUE,
  absenceDays: null,
};

/** Clubs: see docs/adr/0024-rate-clubs-league-by-league.md for what each figure is worth. */
export const CLUBS: Recipe = {
  name: "clubs",
  halfLifeDays: 270,
  matchesMin: 1,
  byCompetition: true,
  established: { attack: 0, defence: 0, strength: 4, openness: 30 },
  newcomer: { attack: -0.25, defence: -0.2, strength: 8, openness: 60 },
  league: ANY_LEAGUE,
  absenceDays: 300,
};
