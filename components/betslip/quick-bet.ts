import { useSyncExternalStore } from "react";
import type { BoostView } from "#lib/sportsbook/markets/schema.ts";
import type { SlipLegChoice } from "./store.ts";
import { legIdOf } from "./stored-slip.ts";

/** Whether one tap on odds places a bet, and its stake as typed. */
export type QuickBet = { on: boolean; stake: string };

/** A price that was tapped, with what it is called. */
export type QuickPick = { leg: SlipLegChoice; boost: BoostView | null; market: string; outcome: string };

/** Two taps on the same odds within this are one: a finger that trembles places one bet. */
const AGAIN_AFTER_MS = 1_000;

const OFF: QuickBet = { on: false, stake: "" };

const keyOf = (account: string): string => `evens.quick.${account}`;

const readStored = (text: string | null): QuickBet => {
  try {
    const { on, stake } = (JSON.parse(text ?? "null") ?? {}) as Partial<QuickBet>;
    return { on: on === true, stake: typeof stake === "string" ? stake : "" };
  } catch {
    return OFF;
  }
};

type Store = Pick<Storage, "getItem" | "setItem">;

/**
 * The mode in which one tap on odds places a single at a preset stake. It is of one account, and of one tab of the
 * browser until that is closed: nobody finds it on who has not turned it on there.
 */
export const createQuickBet = (storage: () => Store | null, now: () => number = Date.now) => {
  let account: string | null = null;
  let held = OFF;
  let place: ((pick: QuickPick) => Promise<void>) | null = null;
  const tapped = new Map<string, number>();
  const running = new Set<string>();
  const listeners = new Set<() => void>();

  const set = (next: QuickBet): void => {
    held = next;
    for (const listener of listeners) listener();
  };
  const write = (change: Partial<QuickBet>): void => {
    if (account === null) return;
    set({ ...held, ...change });
    try {
      storage()?.setItem(keyOf(account), JSON.stringify(held));
    } catch {
      // It holds until the page is left.
    }
  };
  const kept = (of: string): string | null => {
    try {
      return storage()?.getItem(keyOf(of)) ?? null;
    } catch {
      return null;
    }
  };

  return {
    current: (): QuickBet => held,
    /** Opens the mode of an account; a visitor has none. */
    open: (next: string | null): void => {
      if (next === account) return;
      account = next;
      set(next === null ? OFF : readStored(kept(next)));
    },
    turn: (on: boolean): void => write({ on }),
    setStake: (stake: string): void => write({ stake }),
    /** What places a tapped price, while the page can. Returns what ends that. */
    serve: (next: (pick: QuickPick) => Promise<void>): (() => void) => {
      place = next;
      return () => {
        if (place === next) place = null;
      };
    },
    /** A price was tapped. Returns whether that was a quick bet, or a second tap of one. */
    tap: (pick: QuickPick): boolean => {
      if (!held.on || !place) return false;
      const id = legIdOf(pick.leg);
      if (running.has(id) || now() - (tapped.get(id) ?? Number.NEGATIVE_INFINITY) < AGAIN_AFTER_MS)
        return true;
      tapped.set(id, now());
      running.add(id);
      void place(pick).finally(() => running.delete(id));
      return true;
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const browserStorage = (): Storage | null => {
  try {
    return typeof window === "undefined" ? null : window.sessionStorage;
  } catch {
    return null;
  }
};

export const quickBet = createQuickBet(browserStorage);

export const useQuickBet = (): QuickBet =>
  useSyncExternalStore(quickBet.subscribe, quickBet.current, () => OFF);
