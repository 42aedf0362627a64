import { uuidv7 } from "#lib/core/id.ts";
import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";
import { eventIdOfMarket, outcomeIdOf } from "#lib/sportsbook/markets/market-ids.ts";
import {
  EMPTY_SLIP,
  LEGS_MAX,
  type PendingSlipBet,
  readStored,
  type Slip,
  type SlipBet,
  type SlipLegChoice,
  type SlipMode,
} from "./stored-slip.ts";

export {
  LEGS_MAX,
  type PendingSlipBet,
  type Slip,
  type SlipBet,
  type SlipLegChoice,
  type SlipMode,
} from "./stored-slip.ts";

const SHOWN_MAX = 20;

/** The account that owns the slip; null is a visitor. */
export type SlipOwner = string | null;

/** Where the browser keeps the slip of one account, or the visitor's. */
export const storageKeyOf = (owner: SlipOwner): string => `evens.slip.${owner ?? "visitor"}`;

const idOf = (leg: Pick<SlipLegChoice, "marketId" | "outcomeKey">): string =>
  outcomeIdOf(leg.marketId, leg.outcomeKey);

/** Legs of only one event cannot be combined, so they are offered as singles. */
const modeFor = (legs: readonly SlipLegChoice[]): SlipMode =>
  new Set(legs.map(({ marketId }) => eventIdOfMarket(marketId))).size > 1 ? "accumulator" : "single";

type Store = Pick<Storage, "getItem" | "setItem">;

/**
 * The current slip, outside React: it survives navigation and reloads, is shared by the browser's tabs, and each
 * account has its own. Every change starts from what the browser has stored at that moment, not from this page's
 * memory.
 */
export const createSlip = (storage: () => Store | null) => {
  let owner: SlipOwner = null;
  let slip = EMPTY_SLIP;
  /** What `slip` was read from or written as. */
  let text: string | null = null;
  let version = 0;
  const listeners = new Set<() => void>();
  const editListeners = new Set<() => void>();

  const notify = (): void => {
    for (const listener of listeners) listener();
  };

  const kept = (of: SlipOwner): string | null => {
    try {
      return storage()?.getItem(storageKeyOf(of)) ?? null;
    } catch {
      return null;
    }
  };

  const keep = (of: SlipOwner, value: Slip): string | null => {
    try {
      storage()?.setItem(storageKeyOf(of), JSON.stringify(value));
    } catch {
      // Without storage, betting still works.
    }
    return kept(of);
  };

  /** Applies what another tab wrote. */
  const reread = (): boolean => {
    const now = kept(owner);
    if (now === text) return false;
    text = now;
    slip = readStored(now);
    return true;
  };

  const write = (change: (now: Slip) => Partial<Slip>): void => {
    reread();
    slip = { ...slip, ...change(slip) };
    if (slip.legs.length < 2) slip = { ...slip, mode: "single" };
    // A choice for one slip does not apply to the next.
    if (slip.legs.length === 0) slip = { ...slip, oddsChoice: null };
    version += 1;
    text = keep(owner, slip);
    notify();
  };

  /** A change made by the player, not by placing. */
  const edit = (change: (now: Slip) => Partial<Slip>): void => {
    write(change);
    for (const listener of editListeners) listener();
  };

  const without = (legs: readonly SlipLegChoice[], ids: readonly string[]) =>
    legs.filter((leg) => !ids.includes(idOf(leg)));

  return {
    current: (): Slip => slip,
    empty: (): Slip => EMPTY_SLIP,
    /**
     * The slip if it belongs to this account, else an empty one: a page may be rendered for another account before it
     * is opened.
     */
    of: (account: SlipOwner): Slip => (account === owner ? slip : EMPTY_SLIP),
    owner: (): SlipOwner => owner,
    /** Increases with every change on this page. */
    version: (): number => version,
    /**
     * Opens the slip of an account, or the visitor's. A visitor's selections move to the account that signs in. Not
     * before hydration: the server has no slip. Returns whether another account's slip was open before.
     */
    open: (next: SlipOwner): boolean => {
      const changed = next !== owner;
      if (changed) {
        owner = next;
        text = null;
        slip = EMPTY_SLIP;
      }
      const read = reread();
      const picked = next === null ? EMPTY_SLIP : readStored(kept(null));
      if (picked.legs.length > 0) {
        keep(null, EMPTY_SLIP);
        const { legs, mode, stake, oddsChoice } = picked;
        write(() => ({ legs, mode, stake, oddsChoice }));
      } else if (changed || read) notify();
      return changed;
    },
    /** Applies what another tab wrote since this page last looked. */
    refresh: (): void => {
      if (reread()) notify();
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Calls back when the player changes anything on the slip. */
    onEdit: (listener: () => void): (() => void) => {
      editListeners.add(listener);
      return () => editListeners.delete(listener);
    },
    has: (outcomeId: string): boolean => slip.legs.some((leg) => idOf(leg) === outcomeId),
    /**
     * Adds a selection, or removes it if it is already there. Another outcome of the same market replaces it. The
     * first one fills in the last stake, or the player's usual one. The second one makes an accumulator, unless it is
     * from the same event.
     */
    toggle: (pick: SlipLegChoice, usualStake = ""): "added" | "removed" | "full" => {
      reread();
      const others = without(slip.legs, [idOf(pick)]);
      if (others.length < slip.legs.length) {
        edit(() => ({ legs: others }));
        return "removed";
      }
      const left = others.filter((leg) => leg.marketId !== pick.marketId);
      if (left.length >= LEGS_MAX) return "full";
      const legs = [...left, pick];
      edit(() => ({
        legs,
        ...(legs.length === 1 && slip.stake === "" && { stake: usualStake }),
        ...(slip.legs.length === 1 && legs.length === 2 && { mode: modeFor(legs) }),
      }));
      return "added";
    },
    remove: (ids: readonly string[]): void => edit(({ legs }) => ({ legs: without(legs, ids) })),
    /** The bet was accepted: its selections leave the slip. */
    placed: (ids: readonly string[]): void => write(({ legs }) => ({ legs: without(legs, ids) })),
    /** The player accepts these odds. */
    agree: (prices: ReadonlyMap<string, string>): void =>
      edit(({ legs }) => ({
        legs: legs.map((leg) => ({ ...leg, odds: prices.get(idOf(leg)) ?? leg.odds })),
      })),
    setMode: (mode: SlipMode): void => edit(() => ({ mode })),
    setStake: (stake: string): void => edit(() => ({ stake })),
    setOddsChoice: (oddsChoice: OddsChoice): void => edit(() => ({ oddsChoice })),
    clear: (): void => edit(() => ({ legs: [] })),
    replace: (draft: Pick<Slip, "legs" | "mode" | "stake">): void => write(() => draft),
    /**
     * Those of these bets that are still on the slip: a page that was in the background may show bets placed in
     * another tab.
     */
    stillOn: <Bet extends Pick<SlipBet, "legs">>(bets: readonly Bet[]): Bet[] => {
      if (reread()) notify();
      const ids = new Set(slip.legs.map(idOf));
      return bets.filter(({ legs }) => legs.every((leg) => ids.has(idOf(leg))));
    },
    /** The key of this bet: the same until its answer is known. */
    keyFor: (bet: string): string => {
      reread();
      const known = slip.sent[bet];
      if (known) return known;
      const key = uuidv7();
      write(({ sent }) => ({ sent: { ...sent, [bet]: key } }));
      return key;
    },
    /** The bet is pending: its selections leave the slip. */
    received: (pending: PendingSlipBet): void =>
      write(({ legs, pending: others }) => ({
        legs: without(legs, pending.bet.legs.map(idOf)),
        pending: [...others.filter(({ id }) => id !== pending.id), pending],
      })),
    /** A pending bet that was received elsewhere. This slip does not change. */
    follow: (pending: PendingSlipBet): void => {
      reread();
      const known = slip.shown.includes(pending.id) || slip.pending.some(({ id }) => id === pending.id);
      if (!known) write(({ pending: others }) => ({ pending: [...others, pending] }));
    },
    /** The result is known. Returns whether it was not shown here before: of two tabs that ask, one shows it. */
    ended: (id: string): boolean => {
      reread();
      if (slip.shown.includes(id)) return false;
      write(({ pending, shown }) => ({
        pending: pending.filter((one) => one.id !== id),
        shown: [...shown, id].slice(-SHOWN_MAX),
      }));
      return true;
    },
    /** Puts a bet's selections back on the slip; its stake too if the slip was empty. */
    putBack: ({ legs: back, stake }: Pick<SlipBet, "legs" | "stake">): void => {
      const markets = new Set(back.map(({ marketId }) => marketId));
      write(({ legs: held }) => {
        const others = held.filter(({ marketId }) => !markets.has(marketId));
        return {
          legs: [...others, ...back].slice(0, LEGS_MAX),
          ...(others.length === 0 && { stake }),
          ...(others.length < 2 && { mode: modeFor(back) }),
        };
      });
    },
    /** The answer is known, or the player gives up on it. */
    answered: (bet: string): void => write(({ sent: { [bet]: _, ...sent } }) => ({ sent })),
  };
};

export type SlipStore = ReturnType<typeof createSlip>;

const browserStorage = (): Storage | null => {
  try {
    return typeof window === "undefined" ? null : window.localStorage;
  } catch {
    return null;
  }
};

export const slip: SlipStore = createSlip(browserStorage);

// Other tabs write, and a page that was frozen or hidden missed what they wrote.
if (typeof window !== "undefined") {
  const refresh = () => slip.refresh();
  window.addEventListener("storage", refresh);
  window.addEventListener("pageshow", refresh);
  document.addEventListener("visibilitychange", refresh);
}
