import type { EventStatus, FootballScore, Incident } from "#lib/sportsbook/catalogue/schema.ts";
import type { MarketStatus } from "./status.ts";

export * from "./status.ts";
export * from "./templates.ts";
export * from "./views.ts";

/** Why a feed or our own model stops an event: the page words it. */
export const DANGER_REASONS = [
  "goal",
  "possible_goal",
  "penalty",
  "red_card",
  "var",
  "half_time_change",
] as const;
export type DangerReason = (typeof DANGER_REASONS)[number];

export type OutcomePrice = {
  key: string;
  position: number;
  /** ×10⁻⁴; null is not offered. */
  odds: bigint | null;
  /** Fair probability of the model, 0…1. */
  probability: number | null;
  active: boolean;
};

/** One market with all of its outcomes, as it should now stand. */
export type MarketPrice = {
  template: string;
  specifiers: string;
  status: MarketStatus;
  outcomes: OutcomePrice[];
};

/** result 0 lost, 1 won; voidFactor 1 refunds, 0.5 settles half (SPORTSBOOK's table); both null is undecided. */
export type OutcomeResult = {
  key: string;
  result: 0 | 1;
  voidFactor: 0.5 | 1 | null;
  deadHeatFactor: number | null;
};

export type MarketResult = {
  marketId: string;
  /** 1 scouted live, 2 confirmed. */
  certainty: 1 | 2;
  cancelled: boolean;
  outcomes: OutcomeResult[];
};

/** Everything that one step of a feed changes about one event. `applyBook` writes many of them in one transaction. */
export type BookChange = {
  eventId: string;
  feedTimestamp?: number;
  status?: EventStatus;
  score?: FootballScore;
  incidents?: Incident[];
  markets?: (MarketPrice & { id: string })[];
  results?: MarketResult[];
  /** Stops betting on the event for danger … */
  suspend?: DangerReason;
  /** … and lets it go again. */
  resume?: boolean;
};
