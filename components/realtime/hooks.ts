"use client";

import { useCallback, useEffect, useSyncExternalStore } from "react";
import {
  type BalanceView,
  type ConnectionState,
  eventTopic,
  type HeldEvent,
  LIVE_TOPIC,
  type PlayerNotice,
  type Price,
  STAFF_TOPIC,
  type StaffNotice,
} from "#lib/realtime/client/index.ts";
import type { MarketView } from "#lib/sportsbook/markets/schema.ts";
import { useRealtime } from "./provider.tsx";

const useRead = <T>(subscribe: (listener: () => void) => () => void, read: () => T): T =>
  useSyncExternalStore(subscribe, read, read);

/** Follows a topic while the component is mounted. Null follows nothing. */
export const useFollow = (topic: string | null): void => {
  const { connection } = useRealtime();
  useEffect(() => (topic && connection ? connection.follow(topic) : undefined), [connection, topic]);
};

/** One price, for one button. Follows nothing by itself: the row, page or slip around it does, with `useEvent`. */
export const useOutcome = (outcomeId: string): Price | null => {
  const { store } = useRealtime();
  return useRead(
    useCallback((listener) => store.subscribePrice(outcomeId, listener), [store, outcomeId]),
    useCallback(() => store.price(outcomeId), [store, outcomeId]),
  );
};

/**
 * Scoreboard, incidents and the markets' ids of one event; does not change with its prices. Follows the event's topic
 * unless `follow` is false, as for the rows of the live list, whose own topic carries them.
 */
export const useEvent = (eventId: string, { follow = true }: { follow?: boolean } = {}): HeldEvent | null => {
  const { store } = useRealtime();
  useFollow(follow ? eventTopic(eventId) : null);
  return useRead(
    useCallback((listener) => store.subscribeEvent(eventId, listener), [store, eventId]),
    useCallback(() => store.event(eventId), [store, eventId]),
  );
};

/** One market with its outcomes: for its status and which buttons it has. Changes with every price of it. */
export const useMarket = (marketId: string): MarketView | null => {
  const { store } = useRealtime();
  return useRead(
    useCallback((listener) => store.subscribeMarket(marketId, listener), [store, marketId]),
    useCallback(() => store.market(marketId), [store, marketId]),
  );
};

/** Ids of running and soon starting events, in order. `known` is false until the list was seeded or has arrived. */
export const useLiveList = (): { ids: string[]; known: boolean } => {
  const { store } = useRealtime();
  useFollow(LIVE_TOPIC);
  return useRead(store.subscribeLive, store.liveIds);
};

/** The signed-in player's balance and newest notices. */
export const usePlayer = (): { balance: BalanceView | null; notices: PlayerNotice[] } => {
  const { store } = useRealtime();
  return useRead(store.subscribePlayer, store.player);
};

/** Calls back for each notice as it arrives: a bet placed on another device, a bet settled. */
export const usePlayerNotices = (handle: (notice: PlayerNotice) => void): void => {
  const { store } = useRealtime();
  useEffect(() => store.onNotice(handle), [store, handle]);
};

export const useConnection = (): ConnectionState => {
  const { store } = useRealtime();
  return useRead(store.subscribeConnection, store.connection);
};

/** Calls back with what staff pages live on: events that changed, bets and notices. Admins only. */
export const useStaff = (
  handle: (notices: StaffNotice[], events: { id: string; version: number }[]) => void,
): void => {
  const { store } = useRealtime();
  useFollow(STAFF_TOPIC);
  useEffect(() => store.onStaff(handle), [store, handle]);
};
