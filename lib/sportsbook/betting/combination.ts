import { createHash } from "node:crypto";

/**
 * Identifies the set of outcomes that an accumulator combines, in whatever order they were chosen; null for a single.
 * The first 128 bits of a SHA-256, written as a UUID.
 */
export const combinationOf = (legs: readonly { marketId: string; outcomeKey: string }[]): string | null => {
  if (legs.length < 2) return null;
  const outcomes = legs.map(({ marketId, outcomeKey }) => JSON.stringify([marketId, outcomeKey])).sort();
  const hex = createHash("sha256").update(JSON.stringify(outcomes)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
};
