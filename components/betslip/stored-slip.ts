import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";

export const LEGS_MAX = 20;

/** `odds` is the price that the player has seen and agreed to, ×10⁻⁴ as text. */
export type SlipLegChoice = { marketId: string; outcomeKey: string; odds: string };
export type SlipMode = "single" | "accumulator";

/** One bet that a slip places: a line of one or more legs, and its stake as it was typed. */
export type SlipBet = { legs: readonly SlipLegChoice[]; stake: string; oddsChoice: OddsChoice };

/** A bet in its in-play delay. `endsAt` is in this browser's time, milliseconds. */
export type PendingSlipBet = { id: string; bet: SlipBet; delayMs: number; endsAt: number };

export type Slip = {
  legs: readonly SlipLegChoice[];
  mode: SlipMode;
  stake: string;
  /** Chosen for what is on the slip now. Null follows the player's setting. */
  oddsChoice: OddsChoice | null;
  /** Keys of bets that were sent and not answered, by what they were: sent again, they cannot be taken twice. */
  sent: Readonly<Record<string, string>>;
  /** Bets in their in-play delay, oldest first. Their selections are not on the slip any more. */
  pending: readonly PendingSlipBet[];
  /** The newest bets whose end this browser has shown, so that each is shown once. */
  shown: readonly string[];
};

export const EMPTY_SLIP: Slip = {
  legs: [],
  mode: "single",
  stake: "",
  oddsChoice: null,
  sent: {},
  pending: [],
  shown: [],
};

const isLegChoice = (leg: unknown): leg is SlipLegChoice => {
  const { marketId, outcomeKey, odds } = (leg ?? {}) as Partial<SlipLegChoice>;
  return typeof marketId === "string" && typeof outcomeKey === "string" && /^\d{5,9}$/.test(odds ?? "");
};

const isPendingSlipBet = (one: unknown): one is PendingSlipBet => {
  const { id, bet, delayMs, endsAt } = (one ?? {}) as Partial<PendingSlipBet>;
  return (
    typeof id === "string" &&
    typeof delayMs === "number" &&
    typeof endsAt === "number" &&
    Array.isArray(bet?.legs) &&
    bet.legs.every(isLegChoice)
  );
};

/** Reads a stored slip. Missing or unreadable parts count as empty. */
export const readStored = (text: string | null): Slip => {
  try {
    const stored = JSON.parse(text ?? "null") as Partial<Slip> | null;
    if (!stored || !Array.isArray(stored.legs)) return EMPTY_SLIP;
    const pending = Array.isArray(stored.pending) ? stored.pending.filter(isPendingSlipBet) : [];
    const shown = Array.isArray(stored.shown) ? stored.shown.filter((id) => typeof id === "string") : [];
    return {
      ...EMPTY_SLIP,
      ...stored,
      legs: stored.legs.filter(isLegChoice).slice(0, LEGS_MAX),
      pending,
      shown,
    };
  } catch {
    return EMPTY_SLIP;
  }
};
