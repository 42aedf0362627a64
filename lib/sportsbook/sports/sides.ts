import type { Side } from "#lib/sportsbook/events/schema.ts";

/** In sports between two sides, participant 1 is the home side and participant 2 the away side. */
export type SideNumber = 1 | 2;

export const sideOf = (participant: number | null): Side | null =>
  participant === 1 ? "home" : participant === 2 ? "away" : null;

export const numberOfSide = (side: Side): SideNumber => (side === "home" ? 1 : 2);
