import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import type { BookFacts } from "./decide.ts";
import type { BetRefusal, SlipLeg } from "./schema.ts";

/** Bets are taken before an event and while it runs; before it, only until its start by the database's time. */
const bettable = (book: BookFacts, nowMs: number): boolean =>
  (book.eventStatus === EVENT_STATUS.live && !book.beforeStart) ||
  (book.eventStatus === EVENT_STATUS.notStarted && nowMs < book.startsAtMs);

/** Why no bet can be made on the outcome of this leg; null where one can. */
export const checkAvailability = (
  leg: Pick<SlipLeg, "marketId" | "outcomeKey">,
  book: BookFacts | null,
  nowMs: number,
): BetRefusal | null => {
  const { marketId, outcomeKey } = leg;
  if (!book) return { code: "outcome_unavailable", marketId, outcomeKey };
  if (!bettable(book, nowMs)) return { code: "event_closed", marketId, outcomeKey, eventId: book.eventId };
  if (book.marketStatus <= MARKET_STATUS.settled || book.marketStatus === MARKET_STATUS.handedOver) {
    return { code: "market_closed", marketId, outcomeKey };
  }
  if (book.suspension !== null) {
    return { code: "market_suspended", marketId, outcomeKey, reason: book.suspension };
  }
  if (book.marketStatus !== MARKET_STATUS.active) {
    return { code: "market_suspended", marketId, outcomeKey, reason: "feed:suspended" };
  }
  return book.active && book.odds !== null ? null : { code: "outcome_unavailable", marketId, outcomeKey };
};
