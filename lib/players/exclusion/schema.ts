import { z } from "zod";
import { idempotencyKey, plainText, uuidText } from "#lib/platform/commands/input.ts";

/**
 * `time_out`: a break of hours or weeks. `self_exclusion`: months or years, which end only when the player asks to return after the
 * term. `closure`: the account is closed for good. `operator`: entered by staff. `register`: found in a national register.
 */
export const EXCLUSION_KINDS = ["time_out", "self_exclusion", "closure", "operator", "register"] as const;
export type ExclusionKind = (typeof EXCLUSION_KINDS)[number];

/** Hours, within what the player's jurisdiction allows. */
export const TimeOutInput = z.object({
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 366),
});

/** Months; "indefinite" without an end. */
export const SelfExclusionInput = z.object({
  months: z.union([z.literal("indefinite"), z.coerce.number().int().min(1).max(1_200)]),
  /** The player has read what it means. */
  understood: z.union([z.literal(true), z.literal("on"), z.literal("true")]).transform(() => true as const),
});

export const CloseAccountInput = SelfExclusionInput.pick({ understood: true });

export const BLOCK_REASONS = ["harm", "player_request", "identity", "fraud", "other"] as const;
export type BlockReason = (typeof BLOCK_REASONS)[number];

const Note = plainText(500)
  .transform((text) => (text === "" ? null : text))
  .nullish();

export const BlockPlayerInput = z.object({
  playerId: uuidText(),
  reason: z.enum(BLOCK_REASONS),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export type BlockPlayerInput = z.output<typeof BlockPlayerInput>;

export const LIFT_REASONS = ["checked", "mistake", "other"] as const;
export type LiftReason = (typeof LIFT_REASONS)[number];

export const LiftBlockInput = BlockPlayerInput.extend({ reason: z.enum(LIFT_REASONS) });
export type LiftBlockInput = z.output<typeof LiftBlockInput>;

export type BlockRefusal = { code: "unknown_player" } | { code: "already_blocked" };
export type LiftRefusal = { code: "not_blocked" };

/** An exclusion as staff see it. */
export type ExclusionRecord = {
  id: string;
  kind: ExclusionKind;
  source: string;
  reason: string | null;
  startsAt: Date;
  endsAt: Date | null;
  /** When it was or will be ended by a request to return, or by staff. */
  endedAt: Date | null;
};

export type ExclusionRefusal =
  /** Not among what the jurisdiction offers. */
  | { code: "term_not_offered" }
  /** An exclusion that lasts at least as long applies already. */
  | { code: "already_excluded" };

export type ReturnRefusal =
  | { code: "not_self_excluded" }
  /** The term runs until then (ISO 8601), null without an end. */
  | { code: "term_not_over"; until: string | null };

/** The exclusion that keeps a player out. */
export type ExclusionView = {
  kind: ExclusionKind;
  startsAt: Date;
  /** Null without an end. */
  until: Date | null;
  /** Whether the term of a self-exclusion is over, so that the player may ask to return. */
  mayReturn: boolean;
  /** When the player, who has asked to return, may bet again. */
  returnsAt: Date | null;
};

/** What a player may choose. */
export type ExclusionTerms = { timeOutHours: number[]; selfExclusionMonths: number[]; indefinite: boolean };
