import type { EventScore, EventStatus, Incident } from "#lib/sportsbook/events/schema.ts";
import type { SimulatedState, Story } from "../../sport.ts";

/** A second of an event and everything that is known from then on. */
export type Step<Score> = {
  at: number;
  score: Score;
  /** How many of the event's incidents have happened. */
  incidents: number;
  /** Why betting is suspended from this second until the next step. */
  suspension: string | null;
};

export type Steps<Score> = { steps: readonly Step<Score>[]; incidents: readonly Incident[] };

/**
 * An event that is known step by step, as the platform's simulator tells it.
 * @param stops reasons for which only a stop of betting is published
 */
export const storyOfSteps = <Score extends EventScore>(
  { steps, incidents }: Steps<Score>,
  statusOf: (score: Score) => EventStatus,
  stops: readonly string[],
): Story => ({
  length: steps.at(-1)?.at ?? 0,
  moments: () => {
    // Of two steps in one second the later one counts.
    const moments = new Map(
      steps.map(({ at, suspension }) => [at, suspension !== null && stops.includes(suspension)]),
    );
    return [...moments].map(([at, stop]) => ({ at, stop }));
  },
  play: () => {
    let next = 0;
    return {
      advance: (at): SimulatedState => {
        while (next < steps.length && (steps[next]?.at ?? 0) <= at) next += 1;
        const step = (steps[Math.max(0, next - 1)] ?? steps[0]) as Step<Score>;
        return {
          status: statusOf(step.score),
          score: step.score,
          incidents: incidents.slice(0, step.incidents),
          suspension: step.suspension,
        };
      },
    };
  },
});
