"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { Store } from "#lib/realtime/client/index.ts";
import type { BetLegView } from "#lib/sportsbook/betting/schema.ts";
import { useRealtime, useRendered } from "../realtime/provider.tsx";
import { type LegState, legStateOf } from "./leg-state.ts";

/** The current state of every leg of a bet, in order. The component that shows a leg follows its event. */
export const useLegStates = (legs: readonly BetLegView[]): LegState[] => {
  const { store } = useRealtime();
  const rendered = useRendered();
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = legs.flatMap(({ eventId, marketId }) => [
        store.subscribeEvent(eventId, listener),
        store.subscribeMarket(marketId, listener),
      ]);
      return () => {
        for (const stop of stops) stop();
      };
    },
    [store, legs],
  );
  // One text for all of them, because a snapshot must be equal when nothing changed.
  const read = (from: Store) =>
    JSON.stringify(legs.map((leg) => legStateOf(leg, from.event(leg.eventId), from.market(leg.marketId))));
  return JSON.parse(
    useSyncExternalStore(
      subscribe,
      () => read(store),
      () => read(rendered),
    ),
  ) as LegState[];
};
