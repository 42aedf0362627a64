import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";
import { outcomeIdOf } from "#lib/sportsbook/markets/templates.ts";

/** `odds` is the price that the player has seen and agreed to, ×10⁻⁴ as text. */
export type SlipPick = { marketId: string; outcomeKey: string; odds: string };
export type SlipMode = "single" | "accumulator";

/** One bet that a slip places: a line of one or more legs, and its stake as it was typed. */
export type SlipBet = { legs: readonly SlipPick[]; stake: string; oddsChoice: OddsChoice };

export type Slip = {
  legs: readonly SlipPick[];
  mode: SlipMode;
  stake: string;
  /** Null follows the player's setting. */
  oddsChoice: OddsChoice | null;
  /** Keys of bets that were sent and not answered, by what they were: sent again, they cannot be taken twice. */
  sent: Readonly<Record<string, string>>;
  /** Bets in their in-play delay, oldest first. Their selections are not on the slip any more. */
  waiting: readonly Waiting[];
  /** The newest bets whose end this device has told, so that each is told once. */
  told: readonly string[];
};

/** `endsAt` is in this browser's time, milliseconds. */
export type Waiting = { id: string; bet: SlipBet; delayMs: number; endsAt: number };

export const LEGS_MAX = 20;
const TOLD_MAX = 20;
export const STORAGE_KEY = "evens.slip";

const EMPTY: Slip = {
  legs: [],
  mode: "single",
  stake: "",
  oddsChoice: null,
  sent: {},
  waiting: [],
  told: [],
};

const idOf = (leg: Pick<SlipPick, "marketId" | "outcomeKey">): string =>
  outcomeIdOf(leg.marketId, leg.outcomeKey);

const isPick = (leg: unknown): leg is SlipPick => {
  const { marketId, outcomeKey, odds } = (leg ?? {}) as Partial<SlipPick>;
  return typeof marketId === "string" && typeof outcomeKey === "string" && /^\d{5,9}$/.test(odds ?? "");
};

const isWaiting = (one: unknown): one is Waiting => {
  const { id, bet, delayMs, endsAt } = (one ?? {}) as Partial<Waiting>;
  return (
    typeof id === "string" &&
    typeof delayMs === "number" &&
    typeof endsAt === "number" &&
    Array.isArray(bet?.legs) &&
    bet.legs.every(isPick)
  );
};

const readStored = (text: string | null): Slip => {
  try {
    const stored = JSON.parse(text ?? "null") as Partial<Slip> | null;
    if (!stored || !Array.isArray(stored.legs)) return EMPTY;
    const waiting = Array.isArray(stored.waiting) ? stored.waiting.filter(isWaiting) : [];
    const told = Array.isArray(stored.told) ? stored.told.filter((id) => typeof id === "string") : [];
    return { ...EMPTY, ...stored, legs: stored.legs.filter(isPick).slice(0, LEGS_MAX), waiting, told };
  } catch {
    return EMPTY;
  }
};

type Store = Pick<Storage, "getItem" | "setItem">;

/** The slip being filled, outside React: it outlives navigation, reloads, and is one across the browser's tabs. */
export const createSlip = (storage: () => Store | null) => {
  let slip = EMPTY;
  let loaded = false;
  let version = 0;
  const listeners = new Set<() => void>();

  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  const write = (change: Partial<Slip>): void => {
    load();
    slip = { ...slip, ...change };
    version += 1;
    try {
      storage()?.setItem(STORAGE_KEY, JSON.stringify(slip));
    } catch {
      // A browser that keeps nothing still bets.
    }
    tell();
  };

  const load = (): void => {
    if (loaded) return;
    loaded = true;
    slip = readStored(storage()?.getItem(STORAGE_KEY) ?? null);
  };

  return {
    current: (): Slip => slip,
    empty: (): Slip => EMPTY,
    /** Grows with every change made on this page. */
    version: (): number => version,
    /** Reads what the browser kept. Not before hydration: the server knows no slip. */
    start: (): void => {
      if (loaded) return;
      load();
      tell();
    },
    /** Another tab wrote it. */
    adopt: (text: string | null): void => {
      slip = readStored(text);
      tell();
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    has: (outcomeId: string): boolean => slip.legs.some((leg) => idOf(leg) === outcomeId),
    /**
     * Adds a pick, or takes it out when it is in. Another outcome of the same market takes its place. The first one finds
     * the stake of last time, or the player's usual one.
     */
    toggle: (pick: SlipPick, usualStake = ""): "added" | "removed" | "full" => {
      load();
      const others = slip.legs.filter((leg) => idOf(leg) !== idOf(pick));
      if (others.length < slip.legs.length) {
        write({ legs: others });
        return "removed";
      }
      const kept = others.filter((leg) => leg.marketId !== pick.marketId);
      if (kept.length >= LEGS_MAX) return "full";
      const legs = [...kept, pick];
      write({
        legs,
        ...(legs.length === 1 && slip.stake === "" && { stake: usualStake }),
        mode:
          slip.legs.length === 1 && legs.length === 2
            ? "accumulator"
            : legs.length === 1
              ? "single"
              : slip.mode,
      });
      return "added";
    },
    remove: (ids: readonly string[]): void => {
      const legs = slip.legs.filter((leg) => !ids.includes(idOf(leg)));
      write({ legs, ...(legs.length < 2 && { mode: "single" }) });
    },
    /** The player agrees to these prices. */
    agree: (prices: ReadonlyMap<string, string>): void =>
      write({ legs: slip.legs.map((leg) => ({ ...leg, odds: prices.get(idOf(leg)) ?? leg.odds })) }),
    setMode: (mode: SlipMode): void => write({ mode }),
    setStake: (stake: string): void => write({ stake }),
    setOddsChoice: (oddsChoice: OddsChoice): void => write({ oddsChoice }),
    clear: (): void => write({ legs: [], mode: "single" }),
    replace: (draft: Pick<Slip, "legs" | "mode" | "stake">): void => write(draft),
    /** The key of this very bet: the same until its answer is known. */
    keyFor: (bet: string): string => {
      const known = slip.sent[bet];
      if (known) return known;
      const key = crypto.randomUUID();
      write({ sent: { ...slip.sent, [bet]: key } });
      return key;
    },
    /** The bet was received and waits: its selections make room for others. */
    received: (waiting: Waiting): void => {
      const ids = waiting.bet.legs.map(idOf);
      const legs = slip.legs.filter((leg) => !ids.includes(idOf(leg)));
      write({
        legs,
        waiting: [...slip.waiting.filter(({ id }) => id !== waiting.id), waiting],
        ...(legs.length < 2 && { mode: "single" }),
      });
    },
    /** It waits, and was received elsewhere. What is on this slip has nothing to do with it. */
    follow: (waiting: Waiting): void => {
      load();
      const known = slip.told.includes(waiting.id) || slip.waiting.some(({ id }) => id === waiting.id);
      if (!known) write({ waiting: [...slip.waiting, waiting] });
    },
    /** What became of it is known. Says whether it was not told here before: of two that ask, one is told so. */
    ended: (id: string): boolean => {
      load();
      if (slip.told.includes(id)) return false;
      write({
        waiting: slip.waiting.filter((one) => one.id !== id),
        told: [...slip.told, id].slice(-TOLD_MAX),
      });
      return true;
    },
    /** Puts a bet's selections on the slip as they were; its stake too where nothing else is on it. */
    putBack: ({ legs: back, stake }: Pick<SlipBet, "legs" | "stake">): void => {
      load();
      const markets = new Set(back.map(({ marketId }) => marketId));
      const others = slip.legs.filter(({ marketId }) => !markets.has(marketId));
      const legs = [...others, ...back].slice(0, LEGS_MAX);
      write({
        legs,
        ...(others.length === 0 && { stake }),
        ...(others.length < 2 && { mode: back.length > 1 ? "accumulator" : "single" }),
      });
    },
    /** The answer is known, or the player gives up on it. */
    answered: (bet: string): void => {
      const { [bet]: _, ...sent } = slip.sent;
      write({ sent });
    },
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

if (typeof window !== "undefined")
  window.addEventListener("storage", (event) => {
    if (event.key === STORAGE_KEY) slip.adopt(event.newValue);
  });
