import { log } from "#lib/platform/observability/log.ts";
import { matchModel } from "#lib/sportsbook/pricing/index.ts";
import { nationalTeams } from "../../model.ts";
import type { Provider, Timer } from "../provider.ts";
import { createSimulator } from "./simulator.ts";
import { simulatedTeams } from "./teams.ts";

export type NationalTeamsOptions = { seed: string; speed: number; matches: number; timer: Timer };

/** The built-in provider: national teams by our ratings, always something on. */
export const nationalTeamsSimulator = ({ seed, speed, matches, timer }: NationalTeamsOptions): Provider => {
  const ratings = nationalTeams();
  return createSimulator({
    seed,
    speed,
    matches,
    teams: simulatedTeams(ratings),
    modelOf: (home, away, neutral) => {
      const [rated, opponent] = [ratings.teams[home.id], ratings.teams[away.id]];
      if (!rated || !opponent) throw new Error(`no rating of ${home.id} or ${away.id}`);
      return matchModel(ratings, rated, opponent, neutral);
    },
    timer,
    onFault: (error) => log.error({ err: error }, "the simulator could not tell something"),
  });
};
