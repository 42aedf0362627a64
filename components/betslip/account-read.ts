import { useSyncExternalStore } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";

export type ReadAction<Value> = (asked: { account: string }) => Promise<ActionResult<Value, never>>;

/** What a page has last read of an account; null before the first answer. */
export type HeldRead<Value> = { value: Value | null; failed: boolean };

/** Something that one account has, as this page last read it, outside React: every part of the page shows the same. */
export const createAccountRead = <Value>() => {
  const NONE: HeldRead<Value> = { value: null, failed: false };
  let account: string | null = null;
  let held = NONE;
  let reading: Promise<void> | null = null;
  let again = false;
  const listeners = new Set<() => void>();

  const set = (next: HeldRead<Value>): void => {
    held = next;
    for (const listener of listeners) listener();
  };

  const read = async (action: ReadAction<Value>, of: string): Promise<void> => {
    do {
      again = false;
      const answer = await action({ account: of }).catch(() => null);
      if (of !== account) return;
      set(answer?.ok ? { value: answer.value, failed: false } : { ...held, failed: true });
    } while (again);
  };

  const store = {
    current: (): HeldRead<Value> => held,
    /** Reads it for this account. A call during a read makes it read once more afterwards, so that nothing newer is missed. */
    load: (action: ReadAction<Value>, of: string): Promise<void> => {
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
    /** Forgets it, for instance after a sign-out. */
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
  return {
    ...store,
    useHeld: (): HeldRead<Value> => useSyncExternalStore(store.subscribe, store.current, () => NONE),
  };
};
