import type { FootballModel } from "../pricing/intensity.ts";
import { matchModel } from "./match-model.ts";
import nationalTeams from "./national-teams.json" with { type: "json" };
import { NATIONAL_TEAMS } from "./recipe.ts";
import { type LeagueRatings, Ratings } from "./schema.ts";

/** The ratings that ship with Evens (national teams), or those of the given parsed JSON; throws on any other shape. */
export const loadRatings = (json: unknown = nationalTeams): Ratings => Ratings.parse(json);

/** The national teams among the ratings that ship with Evens. */
export const loadNationalTeams = (): LeagueRatings => {
  const national = loadRatings().leagues[NATIONAL_TEAMS.name];
  if (!national) throw new Error("the ratings that ship with Evens lack the national teams");
  return national;
};

export type Fixture = {
  /** Team ids; absent where the provider names none. */
  homeTeam?: string | undefined;
  awayTeam?: string | undefined;
  neutral: boolean;
  /** A league of the ratings; without it the teams decide. */
  league?: string | undefined;
};

const matchesOf = ({ teams }: LeagueRatings, ...ids: (string | undefined)[]): number =>
  Math.min(...ids.map((id) => (id ? (teams[id]?.matches ?? 0) : 0)));

const best = (
  leagues: readonly LeagueRatings[],
  ...ids: (string | undefined)[]
): LeagueRatings | undefined => {
  let [chosen, most]: [LeagueRatings | undefined, number] = [undefined, 0];
  for (const league of leagues) {
    const matches = matchesOf(league, ...ids);
    if (matches > most) [chosen, most] = [league, matches];
  }
  return chosen;
};

// A team that is rated in another league only is no newcomer: the two do not compare.
const leagueOf = (
  { leagues }: Ratings,
  { homeTeam, awayTeam, league }: Fixture,
): LeagueRatings | undefined => {
  if (league !== undefined) return leagues[league];
  const all = Object.values(leagues);
  const both = best(all, homeTeam, awayTeam);
  if (both) return both;
  const [home, away] = [best(all, homeTeam), best(all, awayTeam)];
  return home && away ? undefined : (home ?? away);
};

/**
 * The model of a match. A team without a rating is priced as a newcomer of its opponent's league, or of the league that is named.
 * Null where no league is known (neither team is rated) or where the two teams are rated in different ones.
 */
export const modelFor = (ratings: Ratings, fixture: Fixture): FootballModel | null => {
  const league = leagueOf(ratings, fixture);
  if (!league) return null;
  const of = (id: string | undefined) => (id === undefined ? undefined : league.teams[id]) ?? league.newcomer;
  return matchModel(league, of(fixture.homeTeam), of(fixture.awayTeam), fixture.neutral);
};
