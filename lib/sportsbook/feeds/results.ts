import {
  type BookChange,
  type MarketCorrection,
  marketIdOf,
  type OutcomeResult,
} from "#lib/sportsbook/markets/schema.ts";
import type { EventBook } from "./book.ts";
import type {
  BetCancel,
  BetSettlement,
  FeedMessage,
  RollbackBetCancel,
  RollbackBetSettlement,
} from "./schema.ts";

type SettledOutcome = BetSettlement["markets"][number]["outcomes"][number];

/** An undecided outcome changes nothing; only a winner can share a dead heat. */
const decidedOf = (outcomes: readonly SettledOutcome[]): OutcomeResult[] =>
  outcomes.flatMap(({ result, deadHeatFactor, ...outcome }) =>
    result === -1 ? [] : [{ ...outcome, result, deadHeatFactor: result === 1 ? deadHeatFactor : null }],
  );

const knownMarkets = (
  book: EventBook,
  names: readonly { marketType: string; specifiers: string }[],
): string[] =>
  names
    .map(({ marketType, specifiers }) => marketIdOf(book.eventId, marketType, specifiers))
    .filter((id) => book.markets.has(id));

/**
 * The entries that a provider's settlement adds to the journals of its markets. Only the database computes the
 * effective result.
 */
export const settlement = (book: EventBook, { certainty, markets }: BetSettlement): BookChange => ({
  eventId: book.eventId,
  results: markets.flatMap((market) => {
    const outcomes = decidedOf(market.outcomes);
    return outcomes.length === 0
      ? []
      : knownMarkets(book, [market]).map((marketId) => ({ marketId, certainty, cancelled: false, outcomes }));
  }),
});

const CORRECTION_OF = {
  bet_cancel: "cancel",
  rollback_bet_cancel: "rollback_cancel",
  rollback_bet_settlement: "rollback_result",
} as const;

type CorrectionMessage = BetCancel | RollbackBetCancel | RollbackBetSettlement;

/** The entries that a provider's cancellation or rollback adds to the journals of its markets. */
export const correction = (book: EventBook, message: CorrectionMessage): BookChange => {
  const window =
    message.type === "rollback_bet_settlement"
      ? {}
      : {
          ...(message.startsAt === undefined ? {} : { startsAt: message.startsAt }),
          ...(message.endsAt === undefined ? {} : { endsAt: message.endsAt }),
        };
  return {
    eventId: book.eventId,
    corrections: knownMarkets(book, message.markets).map(
      (marketId): MarketCorrection => ({ marketId, kind: CORRECTION_OF[message.type], ...window }),
    ),
  };
};

/**
 * Adds the provider's time and the order of arrival to every settlement entry of the change. The database computes
 * which of them are effective: messages may be repeated, late and out of order.
 */
export const dated = (change: BookChange, timestamp: number, arrival: number): BookChange => ({
  ...change,
  ...(change.results ? { results: change.results.map((result) => ({ ...result, timestamp, arrival })) } : {}),
  ...(change.corrections
    ? { corrections: change.corrections.map((entry) => ({ ...entry, timestamp, arrival })) }
    : {}),
});

/**
 * Adds the age of every result at the time of writing. A result that waited here because the database was unavailable
 * is as late as one that arrived late: bets placed in between knew the outcome.
 */
export const late = (change: BookChange, nowMs: number): BookChange => ({
  ...change,
  ...(change.results
    ? {
        results: change.results.map((result) =>
          result.timestamp === undefined
            ? result
            : { ...result, lateMs: Math.max(0, nowMs - result.timestamp) },
        ),
      }
    : {}),
});

/** Whether the provider, not our own trader, decided markets, so that only the database knows the effective result. */
export const isSettlementMessage = (type: FeedMessage["type"]): boolean =>
  type === "bet_settlement" ||
  type === "bet_cancel" ||
  type === "rollback_bet_settlement" ||
  type === "rollback_bet_cancel";
