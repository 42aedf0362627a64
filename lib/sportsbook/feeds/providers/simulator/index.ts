import { log } from "#lib/platform/observability/log.ts";
import { SPORTS, type SportSimulator } from "#lib/sportsbook/sports/index.ts";
import type { Provider, Timer } from "../provider.ts";
import { createSimulator, UPCOMING } from "./simulator.ts";

export type SimulatorsOptions = { seed: string; speed: number; matches: number };

/** Its part of so many events: sports that weigh more have fewer at a time. */
export const shareOf = ({ share = 1 }: SportSimulator, events: number): number =>
  Math.max(1, Math.round(events * share));

/** The built-in providers, one for every sport that can be simulated: always something on. */
export const simulators = (options: SimulatorsOptions): ((timer: Timer) => Provider)[] =>
  SPORTS.flatMap(({ simulator }) =>
    simulator
      ? [
          (timer: Timer) =>
            createSimulator({
              ...options,
              matches: shareOf(simulator, options.matches),
              upcoming: shareOf(simulator, UPCOMING),
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
