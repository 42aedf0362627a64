"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { PriceStatus } from "#lib/realtime/client/index.ts";
import { outcomeIdOf } from "#lib/sportsbook/markets/templates.ts";
import { useRealtime } from "../realtime/provider.tsx";
import type { SlipPick } from "./store.ts";

export type LegNow = { id: string; odds: string | null; status: PriceStatus | "unknown"; stale: boolean };

/** How every leg stands right now, in the order of the legs. Rows of the slip follow their events. */
export const useLegs = (legs: readonly SlipPick[]): LegNow[] => {
  const { store } = useRealtime();
  const ids = legs.map(({ marketId, outcomeKey }) => outcomeIdOf(marketId, outcomeKey)).join("|");
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = ids ? ids.split("|").map((id) => store.subscribePrice(id, listener)) : [];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [store, ids],
  );
  // One text for all of them, because a snapshot must be equal when nothing changed.
  const read = useCallback(
    () =>
      ids
        ? ids
            .split("|")
            .map((id) => {
              const price = store.price(id);
              return price ? `${price.odds ?? ""},${price.status},${price.stale ? 1 : 0}` : ",unknown,0";
            })
            .join("|")
        : "",
    [store, ids],
  );
  const now = useSyncExternalStore(subscribe, read, read).split("|");
  return legs.map(({ marketId, outcomeKey }, at) => {
    const [odds, status, stale] = (now[at] ?? "").split(",");
    return {
      id: outcomeIdOf(marketId, outcomeKey),
      odds: odds || null,
      status: (status || "unknown") as LegNow["status"],
      stale: stale === "1",
    };
  });
};
