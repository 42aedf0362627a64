import type { BookChange } from "#lib/sportsbook/markets/schema.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { changeSuspension, type EventBook, isOver } from "./book.ts";
import { ALL_GROUPS, type BetStop } from "./schema.ts";

const covers = (stopped: readonly string[], groups: readonly string[] = []): boolean =>
  groups.length === 0 || stopped.includes(ALL_GROUPS) || groups.some((group) => stopped.includes(group));

/** When a market of these groups was last stopped, by the provider's time; 0 for never. */
export const stoppedAt = (book: EventBook, groups: readonly string[]): number =>
  Math.max(
    0,
    ...[...book.stoppedAt].flatMap(([group, timestamp]) => (covers([group], groups) ? [timestamp] : [])),
  );

/**
 * Suspends the active markets of the message's groups one by one: a price of the same market, newer than the stop,
 * opens it again. A stop of all groups also suspends the event, which shows the reason. An event that we price only
 * gets the suspension: our own prices return once it is lifted. Null if all of it is outdated.
 */
export const betStop = (book: EventBook, message: BetStop): BookChange | null => {
  const { timestamp, groups, reason, marketStatus } = message;
  const change: BookChange = { eventId: book.eventId };
  if (isOver(book.status)) return change;
  const all = groups.includes(ALL_GROUPS);
  const isNewest = timestamp >= book.feedTimestamp;
  if (isNewest) book.feedTimestamp = timestamp;
  if (book.model) return isNewest ? { ...change, ...changeSuspension(book, reason) } : null;

  for (const group of groups) book.stoppedAt.set(group, Math.max(timestamp, book.stoppedAt.get(group) ?? 0));
  const stops: NonNullable<BookChange["stops"]> = [];
  for (const [marketId, market] of book.markets) {
    if (!covers(groups, market.groups) || timestamp < (market.feedTimestamp ?? book.openedAt)) continue;
    market.feedTimestamp = timestamp;
    if (market.status !== MARKET_STATUS.active) continue;
    market.status = marketStatus;
    stops.push({ marketId, status: marketStatus });
  }
  if (!isNewest && stops.length === 0) return null;
  return { ...change, ...(isNewest && all ? changeSuspension(book, reason) : {}), stops };
};
