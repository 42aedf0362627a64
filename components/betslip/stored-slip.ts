import { needsConsent } from "#lib/core/odds-choice.ts";
import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";
import type { System } from "#lib/sportsbook/betting/views.ts";
import { outcomeIdOf } from "#lib/sportsbook/markets/market-ids.ts";
import { freeStakeOf } from "./free-stake.ts";

export const LEGS_MAX = 20;

/** `odds` is the price that the player has seen and agreed to, ×10⁻⁴ as text, and `boosted` the better one that they have seen for a single. */
export type SlipLegChoice = { marketId: string; outcomeKey: string; odds: string; boosted?: string };

/** The odds of a leg that the player has only seen as part of a builder: no price of its own to ask about. */
export const UNSEEN = "10000";

/** Whether the player wants to be asked about a move of odds. */
export const asksAbout = (choice: OddsChoice, seen: string, now: string): boolean =>
  seen !== UNSEEN && needsConsent(choice, BigInt(seen), BigInt(now));

/** A leg of a bet. One of a bet builder among other selections has its number: the odds of the first are the joint price, those of the others do not count. */
export type BetLegChoice = SlipLegChoice & { builder?: number };

/** One bet that a slip places: a line of one or more selections, a system on them, or a builder, and its stake a line as it was typed. */
export type SlipBet = {
  legs: readonly BetLegChoice[];
  stake: string;
  oddsChoice: OddsChoice;
  system?: System;
  /** Set where the legs are one bet builder: its price that the player agreed to, ×10⁻⁴. The odds of the legs then do not count. */
  builder?: string;
  /** The free bet that is the stake. */
  freeBet?: string;
  /** The boost that it is placed at. */
  boost?: string;
};

/** What a trader offers for a bet; odds ×10⁻⁴ as text, null where they stay. */
export type SlipOffer = { stake: string; odds: string | null };

/**
 * A bet in its in-play delay, or with the traders. `endsAt` is in this browser's time, milliseconds. `referral` is missing where only
 * the delay is waited for.
 */
export type PendingSlipBet = {
  id: string;
  bet: SlipBet;
  delayMs: number;
  endsAt: number;
  referral?: { offer: SlipOffer | null };
};

/** The key of the bet on all legs as one line, in `stakes`. */
export const ALL_LEGS = "all";

export type Slip = {
  legs: readonly SlipLegChoice[];
  /** The stake of each bet that has one, as typed: on a leg by its outcome's id, on all legs, on a system by its sizes, or on a builder by its event. */
  stakes: Readonly<Record<string, string>>;
  /** Ids of the outcomes that every line of a system has. */
  bankers: readonly string[];
  /** As it was typed last: the next slip begins with it. */
  stake: string;
  /** True while the only stake is one that was filled in, not typed. */
  filled: boolean;
  /** Chosen for what is on the slip now. Null follows the player's setting. */
  oddsChoice: OddsChoice | null;
  /** Keys of bets that were sent and not answered, by what they were: sent again, they cannot be taken twice. */
  sent: Readonly<Record<string, string>>;
  /** Bets in their in-play delay, oldest first. Their selections are not on the slip any more. */
  pending: readonly PendingSlipBet[];
  /** The newest bets whose end this browser has shown, so that each is shown once. */
  shown: readonly string[];
  /** Boosts of which the player has used up their part: the plain price applies. */
  usedBoosts: readonly string[];
};

/** What a player fills in. */
export type SlipContents = Pick<Slip, "legs" | "stakes" | "bankers" | "stake" | "filled">;

export const EMPTY_SLIP: Slip = {
  legs: [],
  stakes: {},
  bankers: [],
  stake: "",
  filled: false,
  oddsChoice: null,
  sent: {},
  pending: [],
  shown: [],
  usedBoosts: [],
};

export const legIdOf = (leg: Pick<SlipLegChoice, "marketId" | "outcomeKey">): string =>
  outcomeIdOf(leg.marketId, leg.outcomeKey);

const isLegChoice = (leg: unknown): leg is SlipLegChoice => {
  const { marketId, outcomeKey, odds, boosted } = (leg ?? {}) as Partial<SlipLegChoice>;
  return (
    typeof marketId === "string" &&
    typeof outcomeKey === "string" &&
    /^\d{5,9}$/.test(odds ?? "") &&
    (boosted === undefined || /^\d{5,9}$/.test(boosted))
  );
};

const isPositions = (list: unknown): boolean =>
  Array.isArray(list) && list.every((each) => Number.isInteger(each));

const isSystem = (system: unknown): boolean =>
  system === undefined ||
  (isPositions((system as Partial<System>)?.sizes) && isPositions((system as Partial<System>)?.bankers));

const isPendingSlipBet = (one: unknown): one is PendingSlipBet => {
  const { id, bet, delayMs, endsAt } = (one ?? {}) as Partial<PendingSlipBet>;
  return (
    typeof id === "string" &&
    typeof delayMs === "number" &&
    typeof endsAt === "number" &&
    Array.isArray(bet?.legs) &&
    bet.legs.every(isLegChoice) &&
    isSystem(bet.system) &&
    (bet.builder === undefined || /^\d{5,9}$/.test(bet.builder))
  );
};

const texts = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];

/** Before a slip had a stake for each bet, it had one for all, as an accumulator or for each leg. */
const stakesOfMode = (legs: readonly SlipLegChoice[], mode: unknown, stake: string): Slip["stakes"] => {
  if (stake === "") return {};
  if (mode === "accumulator" && legs.length > 1) return { [ALL_LEGS]: stake };
  return Object.fromEntries(legs.map((leg) => [legIdOf(leg), stake]));
};

/** What the server keeps of a slip for the player's other devices. */
export type Draft = {
  legs: SlipLegChoice[];
  mode: "single" | "accumulator";
  stake: string;
  stakes?: { on: string; stake: string }[] | undefined;
  bankers?: string[] | undefined;
};

export const draftOf = ({ legs, stakes, bankers, stake }: SlipContents): Draft => ({
  legs: [...legs],
  mode: stakes[ALL_LEGS] ? "accumulator" : "single",
  stake,
  // A free bet is chosen where it is used.
  stakes: Object.entries(stakes).flatMap(([on, typed]) => (freeStakeOf(typed) ? [] : [{ on, stake: typed }])),
  bankers: [...bankers],
});

export const contentsOfDraft = ({ legs, mode, stake, stakes, bankers }: Draft): SlipContents => ({
  legs,
  stakes: stakes
    ? Object.fromEntries(stakes.map(({ on, stake: typed }) => [on, typed]))
    : stakesOfMode(legs, mode, stake),
  bankers: bankers ?? [],
  stake,
  filled: false,
});

/** Reads a stored slip. Missing or unreadable parts count as empty. */
export const readStored = (text: string | null): Slip => {
  try {
    const stored = JSON.parse(text ?? "null") as (Partial<Slip> & { mode?: unknown }) | null;
    if (!stored || !Array.isArray(stored.legs)) return EMPTY_SLIP;
    const legs = stored.legs.filter(isLegChoice).slice(0, LEGS_MAX);
    const stake = typeof stored.stake === "string" ? stored.stake : "";
    const stakes =
      stored.stakes && typeof stored.stakes === "object"
        ? Object.fromEntries(Object.entries(stored.stakes).filter(([, each]) => typeof each === "string"))
        : stakesOfMode(legs, stored.mode, stake);
    return {
      legs,
      stakes,
      bankers: texts(stored.bankers),
      stake,
      filled: stored.filled === true,
      oddsChoice: stored.oddsChoice ?? null,
      sent: stored.sent ?? {},
      pending: Array.isArray(stored.pending) ? stored.pending.filter(isPendingSlipBet) : [],
      shown: texts(stored.shown),
      usedBoosts: texts(stored.usedBoosts),
    };
  } catch {
    return EMPTY_SLIP;
  }
};
