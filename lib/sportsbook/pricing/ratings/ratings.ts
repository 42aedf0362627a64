import type { FootballModel } from "../football/intensity.ts";
import nationalTeams from "./national-teams.json" with { type: "json" };
import { Ratings } from "./schema.ts";

/** The ratings that ship with the house (national teams), or those of the given parsed JSON; throws on any other shape. */
export const loadRatings = (json: unknown = nationalTeams): Ratings => Ratings.parse(json);

/** The most goals that a feed may expect of one side; between the best and the worst of the world a fit can say more. */
const RATE_MAX = 12;

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
    homeRate: Math.min(RATE_MAX, meta.baseRate * Math.exp(home.attack - away.defence + advantage)),
    awayRate: Math.min(RATE_MAX, meta.baseRate * Math.exp(away.attack - home.defence)),
    rho: meta.rho,
  };
};
