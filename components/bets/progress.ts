import type { LegState } from "./leg-state.ts";

export const PARTS = ["won", "void", "lost", "running", "left"] as const;
export type Part = (typeof PARTS)[number];

/** What a leg counts as in the progress of its accumulator: halves go with their side, and nothing is won by a void. */
export const partOf = (legState: LegState): Part => {
  if (legState.state === "to_come") return "left";
  if (legState.state === "running") return "running";
  const { result } = legState;
  return result === "half_won" ? "won" : result === "half_lost" ? "lost" : result;
};
