import type { SportSimulator } from "../../sport.ts";
import { tennisModelOf } from "../model.ts";
import { calendar } from "./calendar.ts";
import { generateMatch, LONGEST_SECONDS } from "./generate-match.ts";
import { storyOf } from "./story.ts";

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
    return storyOf(generateMatch(random, model));
  },
};
