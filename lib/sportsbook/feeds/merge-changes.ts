import type { BookChange } from "#lib/sportsbook/markets/schema.ts";

const newest = <T>(
  before: readonly T[] | undefined,
  after: readonly T[] | undefined,
  key: (item: T) => string | number,
): T[] => {
  const all = new Map<string | number, T>();
  for (const item of [...(before ?? []), ...(after ?? [])]) all.set(key(item), item);
  return [...all.values()];
};

/**
 * Merges two changes of one event: the newer state of everything, and every incident and result of both. A suspension
 * that was imposed and lifted in between leaves only the lifting.
 */
export const mergeChanges = (before: BookChange | undefined, after: BookChange): BookChange => {
  if (!before) return after;
  const { suspend, resume, ...rest } = { ...before, ...after };
  const merged: BookChange = { ...rest };
  const incidents = newest(before.incidents, after.incidents, (incident) => incident.number);
  const markets = newest(before.markets, after.markets, (market) => market.id);
  // Stops are written after prices: for a market that was priced after its stop only the price remains.
  const priced = new Set(after.markets?.map(({ id }) => id));
  const stops = newest(
    before.stops?.filter(({ marketId }) => !priced.has(marketId)),
    after.stops,
    ({ marketId }) => marketId,
  );
  // Results are a journal: every entry counts.
  const results = [...(before.results ?? []), ...(after.results ?? [])];
  const corrections = [...(before.corrections ?? []), ...(after.corrections ?? [])];
  if (incidents.length > 0) merged.incidents = incidents;
  if (markets.length > 0) merged.markets = markets;
  delete merged.stops;
  if (stops.length > 0) merged.stops = stops;
  if (results.length > 0) merged.results = results;
  if (corrections.length > 0) merged.corrections = corrections;
  const last = after.suspend || after.resume ? after : before;
  if (last.suspend) merged.suspend = last.suspend;
  if (last.resume) merged.resume = last.resume;
  merged.feedTimestamp = Math.max(before.feedTimestamp ?? 0, after.feedTimestamp ?? 0);
  return merged;
};
