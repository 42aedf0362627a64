import type { LegStanding } from "./standing.ts";

export const PARTS = ["won", "void", "lost", "running", "left"] as const;
export type Part = (typeof PARTS)[number];

/** What a leg counts as in the progress of its accumulator: halves go with their side, and nothing is won by a void. */
export const partOf = (standing: LegStanding): Part => {
  if (standing.state === "to_come") return "left";
  if (standing.state === "running") return "running";
  const { result } = standing;
  return result === "half_won" ? "won" : result === "half_lost" ? "lost" : result;
};
