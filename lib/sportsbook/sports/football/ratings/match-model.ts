import type { FootballModel } from "../pricing/intensity.ts";
import type { LeagueRatings, TeamRating } from "./schema.ts";

type Strength = Pick<TeamRating, "attack" | "defence">;

/** The most goals that a feed may expect of one side; between the best and the worst of the world a fit can say more. */
const RATE_MAX = 12;

/** Expected goals are baseRate × exp(attack − opponent's defence), at home × exp(homeAdvantage). */
export const matchModel = (
  { baseRate, homeAdvantage }: Pick<LeagueRatings, "baseRate" | "homeAdvantage">,
  home: Strength,
  away: Strength,
  neutral: boolean,
): FootballModel => ({
  homeRate: Math.min(
    RATE_MAX,
    baseRate * Math.exp(home.attack - away.defence + (neutral ? 0 : homeAdvantage)),
  ),
  awayRate: Math.min(RATE_MAX, baseRate * Math.exp(away.attack - home.defence)),
});
