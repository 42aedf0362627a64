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
  type Store,
} from "#lib/realtime/client/index.ts";
import { EVENT_STATUS, isRunning, isToCome } from "#lib/sportsbook/events/views.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { useRealtime, useRendered } from "./provider.tsx";

const useRead = <T>(
  subscribe: (store: Store, listener: () => void) => () => void,
  read: (store: Store) => T,
): T => {
  const { store } = useRealtime();
  const rendered = useRendered();
  return useSyncExternalStore(
    useCallback((listener) => subscribe(store, listener), [store, subscribe]),
    () => read(store),
    () => read(rendered),
  );
};

/** Hears of the list and of every match in it. */
const partsListener = (store: Store, listener: () => void): (() => void) => {
  let ends: (() => void)[] = [];
  const watch = (): void => {
    for (const end of ends) end();
    ends = store.liveIds().ids.map((id) => store.subscribeEvent(id, listener));
  };
  const endList = store.subscribeLive(() => {
    watch();
    listener();
  });
  watch();
  return () => {
    endList();
    for (const end of ends) end();
  };
};
const idsWith = (store: Store, is: (status: number) => boolean): string =>
  store
    .liveIds()
    .ids.filter((id) => is(store.event(id)?.status ?? EVENT_STATUS.ended))
    .join(" ");
const runningOf = (store: Store) => idsWith(store, isRunning);
const soonOf = (store: Store) => idsWith(store, isToCome);

const playerListener = (store: Store, listener: () => void) => store.subscribePlayer(listener);
const playerOf = (store: Store) => store.player();
const connectionListener = (store: Store, listener: () => void) => store.subscribeConnection(listener);
const connectionOf = (store: Store) => store.connection();

/** Follows a topic while the component is mounted. Null follows nothing. */
export const useFollow = (topic: string | null): void => {
  const { topics } = useRealtime();
  useEffect(() => (topic ? topics.follow(topic) : undefined), [topics, topic]);
};

/** What to read beside an event that one follows: nothing newer arrives while the page is hydrated. */
export const useStore = (): Store => useRealtime().store;

/** One price, for one button. Follows nothing by itself: the row, page or slip around it does, with `useEvent`. */
export const useOutcome = (outcomeId: string): Price | null => {
  return useRead(
    useCallback((store, listener) => store.subscribePrice(outcomeId, listener), [outcomeId]),
    (store) => store.price(outcomeId),
  );
};

/**
 * Scoreboard, incidents and the markets' ids of one event; does not change with its prices. Follows the event's topic
 * unless `follow` is false, as for the rows of the live list, whose own topic carries them.
 */
export const useEvent = (eventId: string, { follow = true }: { follow?: boolean } = {}): HeldEvent | null => {
  // Without an event there is no topic: an invalid one would spoil a poll of all the others.
  useFollow(follow && eventId !== "" ? eventTopic(eventId) : null);
  return useRead(
    useCallback((store, listener) => store.subscribeEvent(eventId, listener), [eventId]),
    (store) => store.event(eventId),
  );
};

/** Seconds on an event's match clock: one clock, whatever shows it. While the page is hydrated, as the server rendered it. */
export const useMatchClock = (eventId: string): number => {
  const { store } = useRealtime();
  const rendered = useRendered();
  return useSyncExternalStore(
    useCallback((listener) => store.subscribeClock(eventId, listener), [store, eventId]),
    () => store.clockSeconds(eventId),
    () => {
      const event = rendered.event(eventId);
      return event ? (sportViews(event.competition.sportId).clock?.(event.score).seconds ?? 0) : 0;
    },
  );
};

const keysOf = (store: Store, marketId: string, offered: boolean): string => {
  const outcomes = store.market(marketId)?.outcomes ?? [];
  const open = outcomes.filter(({ odds, active }) => odds !== null && active);
  return (offered && open.length > 0 ? open : outcomes).map(({ key }) => key).join(" ");
};

/**
 * Which buttons a market has: the keys of its outcomes in order, and with `offered` only of those that have a price, if any has.
 * Does not change as prices move. Empty when there is no such market.
 */
export const useOutcomeKeys = (marketId: string, { offered = false } = {}): string[] => {
  const keys = useRead(
    useCallback((store, listener) => store.subscribeMarket(marketId, listener), [marketId]),
    (store) => keysOf(store, marketId, offered),
  );
  return keys === "" ? [] : keys.split(" ");
};

/** The live list's ids, in order: what is running, or what is still to start. A match moves over as it kicks off. */
export const useLivePart = (part: "running" | "soon"): string[] => {
  useFollow(LIVE_TOPIC);
  const ids = useRead(partsListener, part === "running" ? runningOf : soonOf);
  return ids === "" ? [] : ids.split(" ");
};

/** The signed-in player's balance and newest notices. */
export const usePlayer = (): { balance: BalanceView | null; notices: PlayerNotice[] } => {
  return useRead(playerListener, playerOf);
};

/** Calls back for each notice as it arrives: a bet placed on another device, a bet settled. */
export const usePlayerNotices = (handle: (notice: PlayerNotice) => void): void => {
  const { store } = useRealtime();
  useEffect(() => store.onNotice(handle), [store, handle]);
};

/** Calls back when notices may have been missed, so that what the page was rendered with may be old. */
export const useMissedNotices = (handle: () => void): void => {
  const { store } = useRealtime();
  useEffect(() => store.onMissed(handle), [store, handle]);
};

export const useConnection = (): ConnectionState => {
  return useRead(connectionListener, connectionOf);
};

/** Calls back with what staff pages live on: events that changed, bets and notices. Admins only. */
export const useStaff = (
  handle: (notices: StaffNotice[], events: { id: string; version: number }[]) => void,
): void => {
  const { store } = useRealtime();
  useFollow(STAFF_TOPIC);
  useEffect(() => store.onStaff(handle), [store, handle]);
};
