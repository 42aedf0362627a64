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

/** What is undecided yet changes nothing; only a winner shares a dead heat. */
const decidedOf = (outcomes: readonly SettledOutcome[]): OutcomeResult[] =>
  outcomes.flatMap(({ result, deadHeatFactor, ...outcome }) =>
    result === -1 ? [] : [{ ...outcome, result, deadHeatFactor: result === 1 ? deadHeatFactor : null }],
  );

const knownMarkets = (
  book: EventBook,
  names: readonly { template: string; specifiers: string }[],
): string[] =>
  names
    .map(({ template, specifiers }) => marketIdOf(book.eventId, template, specifiers))
    .filter((id) => book.markets.has(id));

/** What a provider's settlement adds to the journals of its markets. Afterwards only the database knows what holds. */
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

/** What a provider's cancellation or rollback adds to the journals of its markets. */
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
 * The change with the provider's time and the order of arrival on every entry about results. Which of them hold, the database
 * computes: messages may be repeated, late and out of order.
 */
export const dated = (change: BookChange, timestamp: number, arrival: number): BookChange => ({
  ...change,
  ...(change.results ? { results: change.results.map((result) => ({ ...result, timestamp, arrival })) } : {}),
  ...(change.corrections
    ? { corrections: change.corrections.map((entry) => ({ ...entry, timestamp, arrival })) }
    : {}),
});

/**
 * The change with how late every result is as it is written. What waited here, because the database was away, is as late as
 * what came late: bets that were placed meanwhile knew the outcome.
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

/** Did the provider, not our own trader, decide markets, so that only the database knows what holds now? */
export const isSettlementMessage = (type: FeedMessage["type"]): boolean =>
  type === "bet_settlement" ||
  type === "bet_cancel" ||
  type === "rollback_bet_settlement" ||
  type === "rollback_bet_cancel";
