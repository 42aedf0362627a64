import { baseballOutcomes } from "./baseball/outcomes.ts";
import { basketballOutcomes } from "./basketball/outcomes.ts";
import { footballOutcomes } from "./football/outcomes.ts";
import { hockeyOutcomes } from "./hockey/outcomes.ts";
import type { SportOutcomes } from "./sport.ts";
import { tennisOutcomes } from "./tennis/outcomes.ts";

const BY_ID: ReadonlyMap<string, SportOutcomes> = new Map([
  ["football", footballOutcomes],
  ["tennis", tennisOutcomes],
  ["basketball", basketballOutcomes],
  ["hockey", hockeyOutcomes],
  ["baseball", baseballOutcomes],
]);

/** @throws RangeError for a sport that has no folder */
export const sportOutcomes = (sportId: string): SportOutcomes => {
  const outcomes = BY_ID.get(sportId);
  if (!outcomes) throw new RangeError(`no sport "${sportId}"`);
  return outcomes;
};
