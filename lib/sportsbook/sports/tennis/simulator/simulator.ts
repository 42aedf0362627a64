import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { storyOfSteps } from "../../shared/simulator/steps.ts";
import type { SportSimulator } from "../../sport.ts";
import { tennisModelOf } from "../model.ts";
import type { TennisScore } from "../score.ts";
import { calendar } from "./calendar.ts";
import { generateMatch, LONGEST_SECONDS } from "./generate-match.ts";

const statusOf = ({ phase }: TennisScore) => {
  if (phase === "not_started") return EVENT_STATUS.notStarted;
  return phase === "in_play" ? EVENT_STATUS.live : EVENT_STATUS.ended;
};

/** Invented players on an invented tour. */
export const tennisSimulator: SportSimulator = {
  provider: { id: "simulator-tennis", name: "Tennis simulator" },
  eventPrefix: "tennis",
  usualSeconds: 6300,
  longestSeconds: LONGEST_SECONDS,
  calendar,
  story: (random, { pricing }) => {
    const model = tennisModelOf(pricing);
    if (!model) throw new Error("a simulated match needs a model");
    return storyOfSteps(generateMatch(random, model), statusOf, ["review"]);
  },
};
