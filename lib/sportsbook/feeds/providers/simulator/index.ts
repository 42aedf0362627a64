import { log } from "#lib/platform/observability/log.ts";
import { SPORTS } from "#lib/sportsbook/sports/index.ts";
import type { Provider, Timer } from "../provider.ts";
import { createSimulator } from "./simulator.ts";

export type SimulatorsOptions = { seed: string; speed: number; matches: number };

/** The built-in providers, one for every sport that can be simulated: always something on. */
export const simulators = (options: SimulatorsOptions): ((timer: Timer) => Provider)[] =>
  SPORTS.flatMap(({ simulator }) =>
    simulator
      ? [
          (timer: Timer) =>
            createSimulator({
              ...options,
              matches: Math.max(1, Math.round(options.matches * (simulator.share ?? 1))),
              sport: simulator,
              timer,
              onFault: (error) =>
                log.error(
                  { err: error, provider: simulator.provider.id },
                  "the simulator could not send something",
                ),
            }),
        ]
      : [],
  );
