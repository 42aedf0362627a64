import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import {
  bySelection,
  isSystem,
  type System,
  sizesAfter,
  systemOfLines,
} from "#lib/sportsbook/betting/views.ts";
import { eventIdOfMarket } from "#lib/sportsbook/markets/market-ids.ts";

/** A selection of the bet that an edit would make. */
export type DraftLeg = { marketId: string; outcomeKey: string; banker: boolean };

/** What an edit begins with: the selections that are still to come, and the lines that they had. */
export type Draft = {
  legs: readonly DraftLeg[];
  /** The sizes of the lines without bankers, and of how many selections; null for one line. */
  was: { sizes: readonly number[]; of: number } | null;
};

export type EditableBet = Pick<BetView, "id" | "currency" | "stake" | "lines" | "legs">;

export const draftOf = (bet: EditableBet): Draft => {
  const { legs: count, lines } = bySelection(bet);
  const system = systemOfLines(count, lines);
  const firsts = bet.legs.filter(
    ({ builder }, at) => builder === null || bet.legs.findIndex((each) => each.builder === builder) === at,
  );
  const bankers = (system?.bankers ?? []).flatMap((at) => firsts[at]?.eventId ?? []);
  return {
    legs: bet.legs
      .filter(({ result }) => result === null)
      .map(({ marketId, outcomeKey, eventId }) => ({
        marketId,
        outcomeKey,
        banker: bankers.includes(eventId),
      })),
    was: system && { sizes: system.sizes, of: count - system.bankers.length },
  };
};

/** What the site takes an edit as, but for odds and stake. */
export type DraftWire = {
  legs: { marketId: string; outcomeKey: string; builder?: number }[];
  system?: { sizes: number[]; bankers: number[] };
};

/** Selections of one match are a bet builder; a system keeps its kind as long as its selections make one. */
export const wireOf = ({ legs, was }: Draft): DraftWire => {
  const events = [...new Set(legs.map(({ marketId }) => eventIdOfMarket(marketId)))];
  const byEvent = events.map((event) => legs.filter(({ marketId }) => eventIdOfMarket(marketId) === event));
  const bankers = byEvent.flatMap((own, at) => (own.some(({ banker }) => banker) ? [at] : []));
  const sizes = was ? sizesAfter(was, events.length - bankers.length) : [];
  const system: System = { sizes, bankers };
  return {
    legs: byEvent.flatMap((own, at) =>
      own.map(({ marketId, outcomeKey }) => ({
        marketId,
        outcomeKey,
        ...(own.length > 1 && { builder: at }),
      })),
    ),
    ...(sizes.length > 0 && isSystem(events.length, system) && { system: { sizes, bankers } }),
  };
};

export const withoutLeg = (draft: Draft, marketId: string): Draft => ({
  ...draft,
  legs: draft.legs.filter((leg) => leg.marketId !== marketId),
});

/** Another outcome of a market that the draft has, or a selection of another one. */
export const withLeg = (draft: Draft, { marketId, outcomeKey }: Omit<DraftLeg, "banker">): Draft => ({
  ...draft,
  legs: draft.legs.some((leg) => leg.marketId === marketId)
    ? draft.legs.map((leg) => (leg.marketId === marketId ? { ...leg, outcomeKey } : leg))
    : [...draft.legs, { marketId, outcomeKey, banker: false }],
});

export const sameSelections = (one: Draft, other: Draft): boolean => {
  const idsOf = ({ legs }: Draft) =>
    legs.map(({ marketId, outcomeKey }) => `${marketId} ${outcomeKey}`).sort();
  return idsOf(one).join("\n") === idsOf(other).join("\n");
};
