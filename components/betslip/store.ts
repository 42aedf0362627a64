import { uuidv7 } from "#lib/core/id.ts";
import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";
import { buildersOf, isBuilderRow } from "./builder/builders.ts";
import { type FreeStake, freeStakeText, textOfStake } from "./free-stake.ts";
import { multiplesOf, rowOf, selectionsOn, sharedEvents } from "./lines.ts";
import {
  ALL_LEGS,
  type BetLegChoice,
  contentsOfDraft,
  type Draft,
  EMPTY_SLIP,
  LEGS_MAX,
  legIdOf,
  type PendingSlipBet,
  readStored,
  type Slip,
  type SlipBet,
  type SlipLegChoice,
  UNSEEN,
} from "./stored-slip.ts";

export {
  LEGS_MAX,
  type PendingSlipBet,
  type Slip,
  type SlipBet,
  type SlipLegChoice,
} from "./stored-slip.ts";

const SHOWN_MAX = 20;

/** The account that owns the slip; null is a visitor. */
export type SlipOwner = string | null;

/** Where the browser keeps the slip of one account, or the visitor's. */
export const storageKeyOf = (owner: SlipOwner): string => `evens.slip.${owner ?? "visitor"}`;

const idsOf = (legs: readonly SlipLegChoice[]): string[] => legs.map(legIdOf);

const without = (legs: readonly SlipLegChoice[], ids: readonly string[]): SlipLegChoice[] =>
  legs.filter((leg) => !ids.includes(legIdOf(leg)));

const combine = (legs: readonly SlipLegChoice[]): boolean => legs.length > 1 && sharedEvents(legs).size === 0;

/** What a bet on the slip is, apart from its price and stake. */
type Placed = Pick<SlipBet, "legs" | "system" | "builder">;

const bankerPositions = ({ legs, bankers }: Pick<Slip, "legs" | "bankers">): string =>
  JSON.stringify([legs.length, legs.map((leg) => bankers.includes(legIdOf(leg)))]);

/**
 * A slip after a change: without what belonged to selections that left it, and without stakes on systems of other legs or
 * bankers, which would cost something else. A change that says what the stakes are keeps them.
 */
const changed = (before: Slip, change: Partial<Slip>): Slip => {
  const slip = { ...before, ...change };
  const ids = idsOf(slip.legs);
  const bankers = slip.bankers.filter((id) => ids.includes(id));
  const builders = buildersOf(slip.legs).map(({ key }) => key);
  const keeps = change.stakes !== undefined || bankerPositions(slip) === bankerPositions(before);
  const { [ALL_LEGS]: all, ...others } = Object.fromEntries(
    Object.entries(slip.stakes).filter(
      ([key, stake]) =>
        stake !== "" &&
        (ids.includes(key) ||
          builders.includes(key) ||
          (!key.includes(":") && !isBuilderRow(key) && slip.legs.length > 0 && (key === ALL_LEGS || keeps))),
    ),
  );
  const [only, another] = ids;
  const stakes =
    all === undefined
      ? others
      : another
        ? { ...others, [ALL_LEGS]: all }
        : { ...(only && { [only]: all }), ...others };
  // A choice for one slip does not apply to the next.
  return slip.legs.length === 0
    ? { ...slip, bankers, stakes, oddsChoice: null, filled: false }
    : { ...slip, bankers, stakes };
};

/** The slip without a bet that was taken: its selections stay while another bet of the slip needs them. */
const afterBet = ({ legs, bankers, stakes }: Slip, bet: Placed): Partial<Slip> => {
  const { [rowOf(bet)]: _, ...left } = stakes;
  const offered = [false, true].flatMap((apart) => multiplesOf({ legs, bankers }, apart));
  const needed = offered.some(({ key }) => left[key])
    ? idsOf(legs)
    : buildersOf(legs).flatMap(({ key, legs: own }) => (left[key] ? idsOf(own) : []));
  const over = idsOf(bet.legs).filter((id) => !left[id] && !needed.includes(id));
  return { stakes: left, legs: without(legs, over) };
};

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
    slip = changed(slip, change(slip));
    version += 1;
    text = keep(owner, slip);
    notify();
  };

  /** A change made by the player, not by placing. */
  const edit = (change: (now: Slip) => Partial<Slip>): void => {
    write(change);
    for (const listener of editListeners) listener();
  };

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
        const { legs, stakes, bankers, stake, filled, oddsChoice } = picked;
        write(() => ({ legs, stakes, bankers, stake, filled, oddsChoice }));
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
    has: (outcomeId: string): boolean => slip.legs.some((leg) => legIdOf(leg) === outcomeId),
    /**
     * Adds a selection, or removes it if it is already there. Another outcome of the same market takes its place and its
     * stake. The first one begins with the last stake, or the player's usual one, which moves to both legs as one line
     * with the second selection, unless the player has typed it or they are of one event.
     */
    toggle: (pick: SlipLegChoice, usualStake = ""): "added" | "removed" | "full" => {
      reread();
      const others = without(slip.legs, [legIdOf(pick)]);
      if (others.length < slip.legs.length) {
        edit(() => ({ legs: others }));
        return "removed";
      }
      const left = others.filter((leg) => leg.marketId !== pick.marketId);
      if (left.length >= LEGS_MAX) return "full";
      edit(({ legs: before, stakes, bankers, stake, filled }) => {
        const replaced = before.find(({ marketId }) => marketId === pick.marketId);
        const legs = replaced ? before.map((leg) => (leg === replaced ? pick : leg)) : [...left, pick];
        const id = legIdOf(pick);
        if (legs.length === 1 && !replaced)
          return { legs, stakes: { [id]: stake || usualStake }, filled: true };
        if (replaced) {
          const old = legIdOf(replaced);
          const { [old]: kept = "", ...rest } = stakes;
          return {
            legs,
            stakes: { ...rest, [id]: kept },
            bankers: bankers.map((each) => (each === old ? id : each)),
          };
        }
        const [first] = before;
        if (!filled || before.length !== 1 || !first || !combine(legs)) return { legs };
        return { legs, stakes: { [ALL_LEGS]: stakes[legIdOf(first)] ?? "" } };
      });
      return "added";
    },
    remove: (ids: readonly string[]): void => edit(({ legs }) => ({ legs: without(legs, ids) })),
    /** The bet was accepted: its selections leave the slip, unless another bet of the slip needs them. */
    placed: (bet: Placed): void => write((now) => afterBet(now, bet)),
    /** The player accepts these odds. */
    agree: (prices: ReadonlyMap<string, Pick<SlipLegChoice, "odds" | "boosted">>): void =>
      edit(({ legs }) => ({
        legs: legs.map((leg) => {
          const now = prices.get(legIdOf(leg));
          if (!now) return leg;
          const { boosted: _, ...rest } = leg;
          return { ...rest, ...now };
        }),
      })),
    /** The player has used up their part of a boost. */
    boostUsed: (id: string): void =>
      write(({ usedBoosts }) => ({
        usedBoosts: [...usedBoosts.filter((each) => each !== id), id].slice(-SHOWN_MAX),
      })),
    /** The stake of one bet, by its key, as the player typed it. */
    setStake: (row: string, stake: string): void =>
      edit(({ stakes }) => ({ stakes: { ...stakes, [row]: stake }, stake, filled: false })),
    /** The same where the amount is the largest that this bet takes: the next slip does not begin with it. */
    setMaximum: (row: string, stake: string): void =>
      edit(({ stakes }) => ({ stakes: { ...stakes, [row]: stake }, filled: false })),
    /** A free bet is the stake of this bet, and of no other. */
    setFreeBet: (row: string, free: FreeStake): void =>
      edit(({ stakes }) => {
        const text = freeStakeText(free);
        const others = Object.entries(stakes).filter(([, stake]) => stake !== text);
        return { stakes: { ...Object.fromEntries(others), [row]: text }, filled: false };
      }),
    /** The stake of every bet on one leg. */
    setEach: (stake: string): void =>
      edit(({ legs, stakes }) => ({
        stakes: { ...stakes, ...Object.fromEntries(idsOf(legs).map((id) => [id, stake])) },
        stake,
        filled: false,
      })),
    /** Makes a selection a banker of the systems, or no longer: a bet builder with all of its legs. */
    toggleBanker: (id: string): void =>
      edit(({ legs, bankers }) => {
        const own = idsOf(selectionsOn(legs).find((each) => idsOf(each).includes(id)) ?? []);
        return {
          bankers: own.some((each) => bankers.includes(each))
            ? bankers.filter((each) => !own.includes(each))
            : [...bankers, id],
        };
      }),
    setOddsChoice: (oddsChoice: OddsChoice): void => edit(() => ({ oddsChoice })),
    /** Empties the slip. Returns what takes it back, unless something else has been put on it. */
    clear: (): (() => void) => {
      reread();
      const [{ legs, stakes, bankers, filled, oddsChoice }, account] = [slip, owner];
      edit(() => ({ legs: [] }));
      return () => {
        reread();
        if (owner !== account || slip.legs.length > 0) return;
        edit(() => ({ legs, stakes, bankers, filled, oddsChoice }));
      };
    },
    /** Takes over what the player left on another device. */
    replace: (draft: Draft): void => write(() => contentsOfDraft(draft)),
    /**
     * Those of these bets that are still on the slip: a page that was in the background may show bets placed in
     * another tab.
     */
    stillOn: <Bet extends Placed>(bets: readonly Bet[]): Bet[] => {
      if (reread()) notify();
      const ids = new Set(idsOf(slip.legs));
      return bets.filter((bet) => slip.stakes[rowOf(bet)] && idsOf(bet.legs).every((id) => ids.has(id)));
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
      write((now) => ({
        ...afterBet(now, pending.bet),
        pending: [...now.pending.filter(({ id }) => id !== pending.id), pending],
      })),
    /** A pending bet that was received elsewhere. This slip does not change. */
    follow: (pending: PendingSlipBet): void => {
      reread();
      const known = slip.shown.includes(pending.id) || slip.pending.some(({ id }) => id === pending.id);
      if (!known) write(({ pending: others }) => ({ pending: [...others, pending] }));
    },
    /** What a pending bet waits for has changed: a trader made an offer, or there is more time. */
    waits: (id: string, change: Pick<PendingSlipBet, "endsAt" | "referral">): void =>
      write(({ pending }) => ({
        pending: pending.map((one) => (one.id === id ? { ...one, ...change } : one)),
      })),
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
    /** Puts a bet's selections back on the slip; its stake too if the slip was empty, or the bet has one leg. */
    putBack: ({
      legs: back,
      stake,
      system,
      builder,
      freeBet,
    }: Pick<SlipBet, "legs" | "stake" | "system" | "builder" | "freeBet">): void => {
      const markets = new Set(back.map(({ marketId }) => marketId));
      write(({ legs: held, stakes, bankers }) => {
        const others = held.filter(({ marketId }) => !markets.has(marketId));
        const alone = others.length === 0;
        const staked = alone || back.length === 1;
        return {
          legs: [...others, ...back]
            .map(({ builder: of, ...leg }: BetLegChoice) =>
              of === undefined ? leg : { ...leg, odds: UNSEEN },
            )
            .slice(0, LEGS_MAX),
          bankers: alone
            ? (system?.bankers ?? []).flatMap((at) => idsOf(selectionsOn(back)[at] ?? []))
            : bankers,
          ...(staked && {
            stakes: {
              ...stakes,
              [rowOf({
                legs: back,
                ...(system && { system }),
                ...(builder !== undefined && { builder }),
              })]: textOfStake({ stake, ...(freeBet !== undefined && { freeBet }) }),
            },
            filled: false,
          }),
          ...(alone && freeBet === undefined && { stake }),
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
