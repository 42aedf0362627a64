import type { Odds } from "./odds.ts";

/**
 * What to do when the odds moved since the player saw them. Before placing, the slip asks about any change ("none"), about
 * worse odds ("higher"), or never ("any"). Once placed, better odds are always accepted, and worse ones only with "any".
 */
export const ODDS_CHOICES = ["none", "higher", "any"] as const;
export type OddsChoice = (typeof ODDS_CHOICES)[number];

/** Whether the slip asks before it sends a bet at these odds. */
export const needsConsent = (choice: OddsChoice, seen: bigint, now: bigint): boolean =>
  seen !== now && choice !== "any" && (choice === "none" || now < seen);

/** Whether a bet that was sent with the odds that its player saw is made at these odds. */
export const acceptsOdds = (choice: OddsChoice, seen: Odds | bigint, now: Odds | bigint): boolean =>
  now >= seen || choice === "any";
