"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { PriceStatus, Store } from "#lib/realtime/client/index.ts";
import { EVENT_STATUS, isOver } from "#lib/sportsbook/events/views.ts";
import { eventIdOfMarket, outcomeIdOf, splitOutcomeId } from "#lib/sportsbook/markets/market-ids.ts";
import type { BoostView } from "#lib/sportsbook/markets/schema.ts";
import { useRealtime, useRendered } from "../realtime/provider.tsx";
import type { SlipLegChoice } from "./store.ts";

export type LegNow = {
  id: string;
  odds: string | null;
  /** The better odds of a single. */
  boost: BoostView | null;
  status: PriceStatus | "unknown";
  stale: boolean;
  /** The sport of its event while that runs. */
  runningSport: string | null;
};

const eventOf = (outcomeId: string): string => eventIdOfMarket(splitOutcomeId(outcomeId)?.marketId ?? "");

/** What the store knows of one outcome of the slip now. */
const legNow = (store: Store, id: string): LegNow => {
  const price = store.price(id);
  const event = store.event(eventOf(id));
  const runningSport = event?.status === EVENT_STATUS.live ? event.competition.sportId : null;
  if (price)
    return {
      id,
      odds: price.odds,
      boost: price.boost,
      status: price.status,
      stale: price.stale,
      runningSport,
    };
  // A match that is over no longer carries every market that it had.
  return event && isOver(event.status)
    ? { id, odds: null, boost: null, status: "unavailable", stale: false, runningSport: null }
    : { id, odds: null, boost: null, status: "unknown", stale: false, runningSport };
};

/** The current state of every leg, in order. Rows of the slip follow their events. */
export const useLegs = (legs: readonly SlipLegChoice[]): LegNow[] => {
  const { store } = useRealtime();
  const rendered = useRendered();
  // JSON keeps lists of ids apart whatever characters the ids hold, and compares equal when nothing changed.
  const list = JSON.stringify(legs.map(({ marketId, outcomeKey }) => outcomeIdOf(marketId, outcomeKey)));
  const ids = useMemo(() => JSON.parse(list) as string[], [list]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = ids.flatMap((id) => [
        store.subscribePrice(id, listener),
        store.subscribeEvent(eventOf(id), listener),
      ]);
      return () => {
        for (const stop of stops) stop();
      };
    },
    [store, ids],
  );
  const read = (from: Store) => JSON.stringify(ids.map((id) => legNow(from, id)));
  const now = useSyncExternalStore(
    subscribe,
    () => read(store),
    () => read(rendered),
  );
  return useMemo(() => JSON.parse(now) as LegNow[], [now]);
};
