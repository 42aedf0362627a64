"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { PriceStatus, Store } from "#lib/realtime/client/index.ts";
import { eventIdOfMarket, outcomeIdOf, splitOutcomeId } from "#lib/sportsbook/markets/templates.ts";
import { useRealtime } from "../realtime/provider.tsx";
import type { SlipPick } from "./store.ts";

export type LegNow = {
  id: string;
  odds: string | null;
  status: PriceStatus | "unknown";
  stale: boolean;
  /** The sport of its event while that runs. */
  runningSport: string | null;
};

const RUNNING = 1;
const OVER = new Set([3, 4, 5, 8, 9]);

const eventOf = (outcomeId: string): string => eventIdOfMarket(splitOutcomeId(outcomeId)?.marketId ?? "");

/** How every leg stands right now, in the order of the legs. Rows of the slip follow their events. */
export const useLegs = (legs: readonly SlipPick[]): LegNow[] => {
  const { store, rendered } = useRealtime();
  const ids = legs.map(({ marketId, outcomeKey }) => outcomeIdOf(marketId, outcomeKey)).join("|");
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = ids
        ? ids
            .split("|")
            .flatMap((id) => [
              store.subscribePrice(id, listener),
              store.subscribeEvent(eventOf(id), listener),
            ])
        : [];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [store, ids],
  );
  // One text for all of them, because a snapshot must be equal when nothing changed.
  const read = (from: Store) =>
    ids
      ? ids
          .split("|")
          .map((id) => {
            const price = from.price(id);
            const event = from.event(eventOf(id));
            const sport = event?.status === RUNNING ? event.competition.sportId : "";
            if (price) return `${price.odds ?? ""},${price.status},${price.stale ? 1 : 0},${sport}`;
            // A match that is over no longer carries every market that it had.
            return OVER.has(event?.status ?? 0) ? ",unavailable,0," : `,unknown,0,${sport}`;
          })
          .join("|")
      : "";
  const now = useSyncExternalStore(
    subscribe,
    () => read(store),
    () => read(rendered),
  ).split("|");
  return legs.map(({ marketId, outcomeKey }, at) => {
    const [odds, status, stale, sport] = (now[at] ?? "").split(",");
    return {
      id: outcomeIdOf(marketId, outcomeKey),
      odds: odds || null,
      status: (status || "unknown") as LegNow["status"],
      stale: stale === "1",
      runningSport: sport || null,
    };
  });
};
