import { z } from "zod";
import { idText, plainText } from "#lib/platform/commands/input.ts";
import type { EligibilityRefusal, LimitReached } from "#lib/players/schema.ts";
import type { WrittenMarket } from "#lib/sportsbook/markets/schema.ts";
import type { FreeBetRefusal } from "./free-bets/schema.ts";
import type { InPlayDelays } from "./in-play-delay.ts";
import type { Line } from "./lines.ts";
import type { ReferralOffer } from "./referrals/schema.ts";
import { LEGS_MAX, type OddsChoice, SlipLeg } from "./slip.ts";

export * from "./cash-out/schema.ts";
export * from "./edit/schema.ts";
export * from "./free-bets/schema.ts";
export { BASE_CURRENCY, exchangePlaces, PAID_EARLY, PolicyDraft, type PolicyRules } from "./policy.ts";
export type { PolicyChanged } from "./publish-policy.ts";
export * from "./referrals/schema.ts";
export { LEGS_MAX, OddsChoice, type Slip, SlipInput, SlipLeg } from "./slip.ts";

export const QuoteBuilderInput = z.object({
  legs: z
    .array(z.object({ marketId: idText(200), outcomeKey: idText(40) }))
    .min(2)
    .max(LEGS_MAX),
});
export type QuoteBuilderInput = z.output<typeof QuoteBuilderInput>;

/** The joint price of a bet builder, ×10⁻⁴. `version` changes with the prices of its markets and the policy. */
export type BuilderQuote = { odds: bigint; version: string };

export const BET_KINDS = ["single", "accumulator", "system"] as const;
export type BetKind = (typeof BET_KINDS)[number];

/**
 * Why a bet was not accepted. Data only: the page words it. Amounts are minor units of the player's currency. A
 * minimum or maximum stake is per line, as on the slip; the maximum is the largest that all limits allow, 0 if not
 * even the minimum stake is.
 */
export type BetRefusal =
  | { code: "stake_invalid" }
  | { code: "stake_below_minimum"; minimum: bigint }
  | { code: "stake_above_limit"; maximum: bigint }
  | { code: "payout_above_limit"; maximum: bigint; maximumStake: bigint }
  | { code: "odds_changed"; legs: { marketId: string; outcomeKey: string; was: bigint; now: bigint }[] }
  | { code: "market_suspended"; marketId: string; outcomeKey: string; reason: string }
  | { code: "market_closed"; marketId: string; outcomeKey: string }
  | { code: "outcome_unavailable"; marketId: string; outcomeKey: string }
  | { code: "event_closed"; marketId: string; outcomeKey: string; eventId: string }
  /** Legs of one event outside a builder, or no builder: see `BuilderProblem`. */
  | {
      code: "legs_not_combinable";
      reason:
        | "same_event"
        | "same_market"
        | "related"
        | "builder_excluded"
        | "builder_redundant"
        | "builder_unavailable";
      marketIds: string[];
    }
  | { code: "risk_limit"; marketId: string; outcomeKey: string; maximumStake: bigint }
  | {
      code: "player_limit";
      /** The scope in which the player has already staked too much. */
      scope: "outcome" | "market" | "event";
      marketId: string;
      outcomeKey: string;
      staked: bigint;
      maximumStake: bigint;
    }
  | { code: "combination_limit"; maximumStake: bigint }
  /** More than what is left of a boost: to this player, where it is 0, or to all. */
  | { code: "boost_limit"; marketId: string; outcomeKey: string; maximumStake: bigint }
  | FreeBetRefusal
  /** A limit that the player has set. */
  | (LimitReached<"stake" | "loss"> & { maximumStake: bigint })
  /** A trader refused the bet, none answered in time, or the player declined the trader's offer. */
  | { code: "referral_refused" | "referral_timed_out" | "referral_declined"; maximumStake: bigint }
  | { code: "insufficient_funds"; available: bigint }
  | { code: "player_barred"; reason?: undefined }
  | EligibilityRefusal
  /** The policy has no limits for the currency of the player's account. */
  | { code: "currency_not_offered"; currency: string }
  | { code: "key_reused" }
  | { code: "too_busy" };

export type BetRefusalCode = BetRefusal["code"];

export const BET_RESULTS = ["won", "lost", "void", "half_won", "half_lost"] as const;
export type BetResult = (typeof BET_RESULTS)[number];

/**
 * How a whole bet ended. Stake returned: neither won nor lost nor void, for it came to exactly its stake. Part returned: some
 * of its lines paid, and together less than the stake. Cashed out: by the player, before its result.
 * Edited: another bet took its place.
 */
export const SETTLED_RESULTS = [
  ...BET_RESULTS,
  "part_returned",
  "stake_returned",
  "cashed_out",
  "edited",
] as const;
export type SettledResult = (typeof SETTLED_RESULTS)[number];

/** The receipt. */
export type PlacedBet = {
  id: string;
  placedAt: Date;
  stake: bigint;
  currency: string;
  odds: bigint;
  potentialReturn: bigint;
  /** Its stake was a free bet: what it returns is less the stake. */
  freeBet?: true;
  /** It is at boosted odds: what the outcome was offered at without the boost. */
  plainOdds?: bigint;
  legs: { marketId: string; outcomeKey: string; odds: bigint }[];
  /** True when this key had already made the bet: nothing was taken a second time. */
  repeated: boolean;
};

/** Why a bet is pending: its in-play delay, or a trader decides about a bet over a limit. */
export const PENDING_REASONS = ["delay", "referral"] as const;
export type PendingReason = (typeof PENDING_REASONS)[number];

/** A pending bet: its stake is held, and it is decided when its delay is over, or a trader has ruled on it. */
export type PendingBet = {
  id: string;
  reason: PendingReason;
  /** What a trader offers instead, until the player has answered; null without an offer. */
  offer: ReferralOffer | null;
  /** Of all lines together. */
  stake: bigint;
  currency: string;
  delayMs: number;
  /** What was left of the delay by the database's clock when this was read. Zero while it is being decided. */
  remainingMs: number;
};

/** The answer to placing a bet. */
export type Placement = ({ status: "accepted" } & PlacedBet) | ({ status: "pending" } & PendingBet);

/** The part of the policy that players see: in-play delays, and the maximum payout of a bet, in minor units as text by currency. */
export type BettingTerms = { inPlayDelays: InPlayDelays; payoutMax: Record<string, string> };

/** What has become of a bet so far. */
export type BetOutcome = Placement | { status: "refused"; refusal: BetRefusal };

/** How a bet left its in-play delay. */
export type EndedBet = Exclude<BetOutcome, { status: "pending" }>;

/** A pending bet, for a slip that follows it although it was placed elsewhere, or before a reload. */
export type RecentPendingBet = Pick<PendingBet, "id" | "delayMs" | "remainingMs" | "reason"> & {
  /** As the player sent it; odds ×10⁻⁴ as text. */
  bet: {
    stake: string;
    oddsChoice: OddsChoice;
    legs: { marketId: string; outcomeKey: string; odds: string; builder?: number }[];
    system?: { sizes: number[]; bankers: number[] };
    freeBet?: string;
  };
  /** Null while it is pending. */
  end: EndedBet | null;
};

/** Staff voided the bet, it was paid early as won, its market was cancelled, it was placed after the outcome was known, or simply the result. */
export type LegReason = "voided" | "early" | "cancel" | "past_post" | "result";

export type BetLegView = {
  eventId: string;
  marketId: string;
  marketType: string;
  specifiers: string;
  /** What staff called the market and its outcomes, where they wrote it. */
  written: WrittenMarket | null;
  outcomeKey: string;
  odds: bigint;
  /** Each-way bets have a leg on the win and a leg on the place. */
  part: "win" | "place";
  /** The number of the bet builder that it belongs to, which has one price and one result; null for a leg of its own. */
  builder: number | null;
  result: BetResult | null;
  /** Why it has its result. */
  reason: LegReason | null;
  /** The share of the odds that a dead heat pays, such as one half. */
  deadHeat: { numerator: number; denominator: number } | null;
  event: {
    name: string;
    participants: { name: string; countryCode: string | null }[];
    sportId: string;
    competition: string;
    startsAt: Date;
    status: number;
    score: unknown;
  };
};

/** A pending bet, as its player sees it. */
export type PendingBetView = PendingBet & {
  receivedAt: Date;
  legs: Omit<BetLegView, "part" | "result" | "reason" | "deadHeat">[];
  lines: Line[];
};

/** A bet that was rejected after its in-play delay, as its player sees it: its stake was returned. */
export type RefusedBetView = Omit<PendingBetView, "remainingMs" | "offer"> & {
  refusedAt: Date;
  refusal: BetRefusal;
};

/** One bet as its player and staff see it. */
export type BetView = {
  id: string;
  playerId: string;
  kind: BetKind;
  currency: string;
  /** Divided equally among the lines. */
  stake: bigint;
  lines: Line[];
  odds: bigint;
  potentialReturn: bigint;
  /** Its stake was a free bet: what it returns is less the stake. */
  freeBet: boolean;
  /** Of a bet at boosted odds: what its outcome was offered at without the boost. */
  plainOdds: bigint | null;
  status: "open" | "settled";
  result: SettledResult | null;
  returned: bigint | null;
  /**
   * What changed it last: "market:<id>", "cancel:<id>", "past_post", "void:<reason>", or "rollback:<id>", which
   * reopened it.
   */
  settledBy: string | null;
  placedAt: Date;
  settledAt: Date | null;
  /** Of a bet that was cashed out: the part of its stake that was, the bet that carries on the rest, and the one that an edit put in its place. */
  cashOut: { stake: bigint; restId: string | null; editId: string | null } | null;
  /** The bet of which a part was cashed out, and which this one carries on. */
  originId: string | null;
  /** The bet whose place this one takes, by an edit of its player's. */
  editOf: string | null;
  /** At which offers it is cashed out by itself, in minor units; null where it is not. */
  autoCashOut: { target: bigint | null; stop: bigint | null } | null;
  legs: BetLegView[];
};

/** A player's open bets: the newest, and what all of them come to, in minor units of the player's currency. */
export type OpenBets = { count: number; stake: bigint; potentialReturn: bigint; bets: BetView[] };

/** One step of a bet's history: settled, resettled, or reopened, which has neither result nor return. */
export type BetStep = {
  version: number;
  result: SettledResult | null;
  returned: bigint | null;
  cause: string;
  at: Date;
};

/**
 * The slip that a player is filling; kept in the browser and, signed in, on the server. A page that is older than the
 * release knows only `mode` and `stake`.
 */
export const DraftSlip = z.object({
  legs: z.array(SlipLeg).max(LEGS_MAX),
  mode: z.enum(["single", "accumulator"]),
  /** As it was typed last. */
  stake: plainText(20),
  /** The stake of each bet that has one, as typed: on an outcome by its id, on all legs, or on a system by its sizes. */
  stakes: z
    .array(z.object({ on: idText(250), stake: plainText(20) }))
    .max(3 * LEGS_MAX)
    .optional(),
  /** Ids of the outcomes that every line of a system has. */
  bankers: z.array(idText(250)).max(LEGS_MAX).optional(),
});
export type DraftSlip = z.output<typeof DraftSlip>;

/** The answer of a decision as plain JSON: amounts, odds and versions are text. */
export type DecisionAnswer = { answer: "accepted" | "refused" } & Record<string, unknown>;

/** A decision replayed on its stored inputs. */
export type ReplayedDecision = {
  /** The decision on receipt of a pending bet, or the one that accepted or refused the bet. */
  stage: "received" | "accepted" | "refused";
  at: Date;
  /** Null where none were stored. */
  inputs: unknown;
  /** The original answer, and the one that the inputs give now. */
  given: DecisionAnswer;
  again: DecisionAnswer | null;
  same: boolean;
};
