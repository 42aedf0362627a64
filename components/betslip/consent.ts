import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";

/** Whether a move of the price must be agreed to first. */
export const needsConsent = (seen: string, now: string, choice: OddsChoice): boolean => {
  if (seen === now || choice === "any") return false;
  return choice === "none" || BigInt(now) < BigInt(seen);
};
