import type { EventScore, EventStatus, Incident } from "#lib/sportsbook/events/schema.ts";
import type { MarketStatus } from "./status.ts";
import type { WrittenMarket } from "./views.ts";

export * from "./market-ids.ts";
export * from "./status.ts";
export * from "./views.ts";

export type OutcomePrice = {
  key: string;
  position: number;
  /** ×10⁻⁴; null is not offered. */
  odds: bigint | null;
  /** Fair probability of the model, 0…1. */
  probability: number | null;
  active: boolean;
};

/** The intended state of one market with all of its outcomes. */
export type MarketPrice = {
  marketType: string;
  specifiers: string;
  status: MarketStatus;
  outcomes: OutcomePrice[];
  /** The groups that the provider stops it with; unknown when empty or absent, and then any stop covers it. */
  groups?: readonly string[];
  /** The names that staff gave it; absent leaves those that it has. */
  written?: WrittenMarket;
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
  /** Results accumulate: an outcome that is not listed keeps what it has. */
  outcomes: OutcomeResult[];
  /**
   * The provider's time (ms) of the message: of equal certainty the newest wins. Absent: an action of staff, made
   * now.
   */
  timestamp?: number;
  /** A rule of the sport voids the market: every result takes precedence, outcome by outcome. */
  rule?: boolean;
  /** The order of arrival among entries that are written together; it decides between equal times. */
  arrival?: number;
  /** How old the message was when it was written. Bets placed since then knew the outcome. */
  lateMs?: number;
  /** The member of staff who made the entry. */
  by?: string;
};

/**
 * Rolls a result back, or voids the bets placed in a period. A rollback undoes the provider's entries with an earlier
 * timestamp, whichever arrives first, and those with the same timestamp that arrived before it; the rollback of a
 * cancellation has the same window.
 */
export type MarketCorrection = {
  marketId: string;
  kind: "rollback_result" | "cancel" | "rollback_cancel";
  timestamp?: number;
  /** A rule of the sport, applied by the system. */
  rule?: boolean;
  /** As in `MarketResult`. */
  arrival?: number;
  /** Milliseconds. Start alone: all bets after it; end alone: all before it; neither: the whole market. */
  startsAt?: number;
  endsAt?: number;
  /** The member of staff who made the entry. */
  by?: string;
};

export type MarketStop = { marketId: string; status: 0 | -1 };

/** Everything that one message of a feed changes about one event. `applyBook` writes many of them in one transaction. */
export type BookChange = {
  eventId: string;
  feedTimestamp?: number;
  fixtureTimestamp?: number;
  /** The start, in milliseconds, when it moved. */
  startsAt?: number;
  status?: EventStatus;
  score?: EventScore;
  incidents?: Incident[];
  markets?: (MarketPrice & { id: string })[];
  /** Markets that a stop closes, if they are active, until they are priced again. */
  stops?: MarketStop[];
  results?: MarketResult[];
  corrections?: MarketCorrection[];
  /** Suspends betting on the event, for one of its sport's reasons … */
  suspend?: string;
  /** … and resumes it. */
  resume?: boolean;
};
