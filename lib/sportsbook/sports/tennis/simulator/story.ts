import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import type { SimulatedState, Story } from "../../sport.ts";
import type { GeneratedMatch, Step } from "./generate-match.ts";

const statusOf = ({ score }: Step) => {
  if (score.phase === "not_started") return EVENT_STATUS.notStarted;
  return score.phase === "in_play" ? EVENT_STATUS.live : EVENT_STATUS.ended;
};

/** A generated match as the platform's simulator tells it: point by point, and where betting stops. */
export const storyOf = ({ steps, incidents }: GeneratedMatch): Story => ({
  length: steps.at(-1)?.at ?? 0,
  moments: () => {
    // Of two steps in one second the later one counts.
    const moments = new Map(steps.map(({ at, suspension }) => [at, suspension === "review"]));
    return [...moments].map(([at, stop]) => ({ at, stop }));
  },
  play: () => {
    let next = 0;
    return {
      advance: (at): SimulatedState => {
        while (next < steps.length && (steps[next]?.at ?? 0) <= at) next += 1;
        const step = (steps[Math.max(0, next - 1)] ?? steps[0]) as Step;
        return {
          status: statusOf(step),
          score: step.score,
          incidents: incidents.slice(0, step.incidents),
          suspension: step.suspension,
        };
      },
    };
  },
});
