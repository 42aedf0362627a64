import { log } from "#lib/platform/log.ts";
import { modelFor } from "#lib/sportsbook/pricing/index.ts";
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
      const model = modelFor(ratings, home.id, away.id, neutral);
      if (!model) throw new Error(`no rating of ${home.id} or ${away.id}`);
      return model;
    },
    timer,
    onFault: (error) => log.error({ err: error }, "the simulator could not tell something"),
  });
};
