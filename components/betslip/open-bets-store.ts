import { useSyncExternalStore } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { OpenBets } from "#lib/sportsbook/betting/schema.ts";

export type OpenBetsAction = (asked: { account: string }) => Promise<ActionResult<OpenBets, never>>;

/** A player's open bets as this page last read them. */
export type HeldOpenBets = { bets: OpenBets | null; failed: boolean };

const NONE: HeldOpenBets = { bets: null, failed: false };

/** The open bets of one account, outside React: the slip beside the page and the one of a phone show the same. */
export const createOpenBets = () => {
  let account: string | null = null;
  let held = NONE;
  let reading: Promise<void> | null = null;
  let again = false;
  const listeners = new Set<() => void>();

  const set = (next: HeldOpenBets): void => {
    held = next;
    for (const listener of listeners) listener();
  };

  const read = async (action: OpenBetsAction, of: string): Promise<void> => {
    do {
      again = false;
      const answer = await action({ account: of }).catch(() => null);
      if (of !== account) return;
      set(answer?.ok ? { bets: answer.value, failed: false } : { ...held, failed: true });
    } while (again);
  };

  return {
    current: (): HeldOpenBets => held,
    /** Reads them for this account. Asked meanwhile, it reads once more afterwards: nothing newer is missed. */
    load: (action: OpenBetsAction, of: string): Promise<void> => {
      if (of !== account) {
        account = of;
        reading = null;
        set(NONE);
      }
      if (reading) {
        again = true;
        return reading;
      }
      const mine = read(action, of).finally(() => {
        if (reading === mine) reading = null;
      });
      reading = mine;
      return mine;
    },
    /** Forgets them, as when nobody is signed in. */
    forget: (): void => {
      account = null;
      reading = null;
      if (held !== NONE) set(NONE);
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

export const openBets = createOpenBets();

export const useOpenBets = (): HeldOpenBets =>
  useSyncExternalStore(openBets.subscribe, openBets.current, () => NONE);
