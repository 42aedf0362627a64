import { z } from "zod";
import { idText, plainText, uuidText } from "#lib/platform/commands/input.ts";

/** What a free bet can be used for, where it is not for both. */
export const FREE_BET_KINDS = ["single", "accumulator"] as const;
export type FreeBetKind = (typeof FREE_BET_KINDS)[number];

export const FREE_BET_STATES = ["available", "used", "expired", "withdrawn"] as const;
export type FreeBetState = (typeof FREE_BET_STATES)[number];

/** What a bet with a free bet must be. Odds ×10⁻⁴ of the whole bet; null for any. Empty for all sports, or both kinds. */
export type FreeBetTerms = { minOdds: bigint | null; sports: string[]; kinds: FreeBetKind[] };

/** A free bet as its player and staff see it. The amount is in minor units. */
export type FreeBet = FreeBetTerms & {
  id: string;
  currency: string;
  amount: bigint;
  grantedAt: Date;
  expiresAt: Date;
  /** As of the database's clock: an expired one may still wait for its money to be taken back. */
  state: FreeBetState;
  /** The bet that uses it, or used it. */
  betId: string | null;
  /** The void bet that gave it back; null for one that staff granted. */
  originId: string | null;
  /** Why it was granted; for staff. */
  reason: string;
};

/** A free bet as its player's slip knows it. */
export type UsableFreeBet = Omit<FreeBet, "reason">;

export const GrantFreeBetInput = z.object({
  playerId: uuidText(),
  /** As plain decimal text in the player's currency, "10.00". */
  amount: plainText(20),
  /** How long it can be used, in days. */
  days: z.int().min(1).max(365),
  /** Of the whole bet, ×10⁻⁴. */
  minOdds: z
    .string()
    .regex(/^\d{5,9}$/)
    .transform((text) => BigInt(text))
    .optional(),
  sports: z.array(idText(40)).max(50).default([]),
  kinds: z.array(z.enum(FREE_BET_KINDS)).max(2).default([]),
  reason: plainText(500).min(3),
  idempotencyKey: uuidText().optional(),
});
export type GrantFreeBetInput = z.output<typeof GrantFreeBetInput>;

export type GrantFreeBetRefusal = { code: "unknown_player" | "unknown_sport" | "amount_invalid" };

export const WithdrawFreeBetInput = z.object({
  freeBetId: uuidText(),
  reason: plainText(500).min(3),
});

export type WithdrawFreeBetRefusal = { code: "unknown_free_bet" | "free_bet_ended" };

/** Why a bet cannot use a free bet. `minimum`: the least odds, where the odds are too low. */
export type FreeBetRefusal = {
  code: "free_bet_unusable";
  reason: "gone" | "expired" | "stake" | "system" | "kind" | "sport" | "odds";
  minimum: bigint | null;
};
