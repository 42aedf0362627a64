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

/** A dead heat's share, such as one third: kept as a fraction, so that returns are exact. */
export type Fraction = { numerator: number; denominator: number };

/** result 0 lost, 1 won; voidFactor 1 refunds, 0.5 settles half. An outcome that is not listed is undecided. */
export type OutcomeResult = {
  key: string;
  result: 0 | 1;
  voidFactor: 0.5 | 1 | null;
  deadHeatFactor: Fraction | null;
};

export type MarketResult = {
  marketId: string;
  /** 1 scouted live, 2 confirmed. */
  certainty: 1 | 2;
  /** Voids the whole market; the outcomes are then not read. */
  cancelled: boolean;
  outcomes: OutcomeResult[];
  /** The provider's time (ms) of the message: the newest certainty wins. Absent: the house's own word, said now. */
  timestamp?: number;
  /** How old the message was when it was written. Bets placed since then knew the outcome. */
  lateMs?: number;
  /** The member of staff whose word it is. */
  by?: string;
};

/**
 * Takes a word about results back, or voids the bets placed in a time. A rollback undoes what was said before its
 * timestamp, whichever arrives first; one of a cancellation names the same window.
 */
export type MarketCorrection = {
  marketId: string;
  kind: "rollback_result" | "cancel" | "rollback_cancel";
  timestamp?: number;
  /** Milliseconds. Start alone: all bets after it; end alone: all before it; neither: the whole market. */
  startsAt?: number;
  endsAt?: number;
  /** The member of staff whose word it is. */
  by?: string;
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
  corrections?: MarketCorrection[];
  /** Stops betting on the event for danger … */
  suspend?: DangerReason;
  /** … and lets it go again. */
  resume?: boolean;
};
