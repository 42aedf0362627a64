import { z } from "zod";
import { idempotencyKey, plainText, uuidText } from "#lib/platform/commands/input.ts";
import type { WrittenMarket } from "#lib/sportsbook/markets/schema.ts";

export const RULINGS = ["accepted", "refused", "offer_accepted", "offer_declined"] as const;
export type Ruling = (typeof RULINGS)[number];

/** What a trader offers instead of the bet as it was sent. `stake` is of one line, as the slip has it; odds null leaves them. */
export type ReferralOffer = { stake: string; odds: bigint | null };

/** How a referred bet is to be decided, as the decision reads it. */
export type ReferralFacts = {
  ruling: Ruling | "timed_out";
  /** The largest stake of a line that the limits allowed when it was referred. */
  maximumStake: bigint;
  offer: ReferralOffer | null;
};

const Referred = { betId: uuidText(), idempotencyKey: idempotencyKey() };

export const RuleReferralInput = z.object({ ...Referred, accept: z.boolean() });
export type RuleReferralInput = z.input<typeof RuleReferralInput>;

export const OfferReferralInput = z.object({
  ...Referred,
  /** Of one line, no more than the player asked for, as plain decimal text in the player's currency. */
  stake: plainText(20),
  /** For a single: no more than the odds that the player saw, ×10⁻⁴. */
  odds: z
    .string()
    .regex(/^\d{5,9}$/)
    .transform((text) => BigInt(text))
    .nullable(),
});
export type OfferReferralInput = z.input<typeof OfferReferralInput>;

export const AnswerReferralInput = z.object({ betId: uuidText(), accept: z.boolean() });
export type AnswerReferralInput = z.input<typeof AnswerReferralInput>;

export type ReferralRefusal =
  | { code: "unknown_bet" }
  /** Ruled on by somebody else, ended, or timed out. */
  | { code: "referral_ended" };

export type OfferRefusal = ReferralRefusal | { code: "offer_stands" } | { code: "offer_invalid" };

export type AnswerRefusal = ReferralRefusal | { code: "no_offer" };

/** A referred bet as the traders' queue shows it. Amounts are minor units of the player's currency unless stated otherwise. */
export type QueuedReferral = {
  id: string;
  playerId: string;
  playerEmail: string;
  /** Share of the policy's stake limit that the player may use, ×10⁻⁴. */
  stakeFactorBp: number;
  currency: string;
  stake: bigint;
  /** Of one line, as the player sent it. */
  lineStake: string;
  lines: number;
  receivedAt: Date;
  remainingMs: number;
  /** The limit that it exceeds: the code of the refusal, and the largest stake of a line within all limits. */
  limit: { code: string; maximumStake: bigint };
  offer: ReferralOffer | null;
  legs: {
    eventId: string;
    event: string;
    sportId: string;
    marketId: string;
    marketType: string;
    specifiers: string;
    written: WrittenMarket | null;
    participants: string[];
    outcomeKey: string;
    /** Seen by the player, and on the board now. */
    odds: bigint;
    oddsNow: bigint | null;
    running: boolean;
    /** Net result of the house if the outcome wins, without this bet, in minor units of the base currency. */
    result: bigint;
  }[];
};
