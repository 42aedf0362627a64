import { eventIdOfMarket } from "#lib/sportsbook/markets/market-ids.ts";
import type { SlipLegChoice } from "../stored-slip.ts";

const ROW = "builder=";

/** Selections of one event that can be a bet together, at a price of their own. */
export type Builder = {
  /** Of its stake in the slip. */
  key: string;
  eventId: string;
  legs: readonly SlipLegChoice[];
};

const rowOfEvent = (eventId: string): string => `${ROW}${eventId}`;

/** The key of a builder's stake in the slip: a slip has one builder an event. */
export const builderRow = ([first]: readonly Pick<SlipLegChoice, "marketId">[]): string =>
  rowOfEvent(eventIdOfMarket(first?.marketId ?? ""));

export const isBuilderRow = (key: string): boolean => key.startsWith(ROW);

/** One builder for each event with two selections or more, of all its selections. */
export const buildersOf = (legs: readonly SlipLegChoice[]): Builder[] =>
  [...Map.groupBy(legs, ({ marketId }) => eventIdOfMarket(marketId))]
    .filter(([, own]) => own.length > 1)
    .map(([eventId, own]) => ({ key: rowOfEvent(eventId), eventId, legs: own }));
