import type { FootballModel } from "../football/intensity.ts";
import nationalTeams from "./national-teams.json" with { type: "json" };
import { Ratings } from "./schema.ts";

/** The ratings that ship with the house (national teams), or those of the given parsed JSON; throws on any other shape. */
export const loadRatings = (json: unknown = nationalTeams): Ratings => Ratings.parse(json);

/** The model of a match between two rated teams; null where one of them has no rating, so that nothing is priced. */
export const modelFor = (
  { meta, teams }: Ratings,
  homeTeamId: string,
  awayTeamId: string,
  neutral: boolean,
): FootballModel | null => {
  const [home, away] = [teams[homeTeamId], teams[awayTeamId]];
  if (!home || !away) return null;
  const advantage = neutral ? 0 : meta.homeAdvantage;
  return {
    homeRate: meta.baseRate * Math.exp(home.attack - away.defence + advantage),
    awayRate: meta.baseRate * Math.exp(away.attack - home.defence),
    rho: meta.rho,
  };
};
