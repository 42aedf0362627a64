import { z } from "zod";
import { nameText, plainText, uuidText } from "#lib/platform/commands/input.ts";
import { LIMIT_KINDS, LIMIT_PERIODS, type LimitKind, type LimitPeriod } from "../limits/schema.ts";

/** What is measured of a player's behaviour: see `harm_values`. */
export const HARM_MARKERS = [
  "stake_variance",
  "chasing",
  "night_play",
  "escalation",
  "failed_deposits",
  "cancelled_withdrawals",
  "instruments",
  "limit_hits",
  "time",
] as const;
export type HarmMarker = (typeof HARM_MARKERS)[number];

/** What staff may do next, from the mildest on. */
export const CARE_ACTIONS = ["message", "limit", "contact"] as const;
export type CareAction = (typeof CARE_ACTIONS)[number];

export type HarmContribution = { marker: HarmMarker; value: number; contribution: number };

/** A heuristic, unproven on real players: the sum of weight × (value − mean) over the markers that can be told. */
export type HarmScore = {
  score: number;
  /** The greatest first. */
  contributions: HarmContribution[];
  suggested: CareAction | null;
  scoredAt: Date;
  weights: number;
};

export type CareCase = HarmScore & {
  playerId: string;
  email: string;
  displayName: string;
  country: string;
  lastInteraction: Date | null;
};

export const INTERACTION_KINDS = ["contact", "limit_proposed", "message"] as const;
export type InteractionKind = (typeof INTERACTION_KINDS)[number];

export const RecordInteractionInput = z.object({
  idempotencyKey: uuidText(),
  playerId: uuidText(),
  kind: z.enum(INTERACTION_KINDS),
  /** What was said; of a message and a proposal, what the player reads. */
  note: nameText(3, 500),
  /** After a conversation: the player may set a deposit limit that takes one, for thirty days. */
  allowsLimit: z.union([z.boolean(), z.enum(["on", "true"]).transform(() => true)]).default(false),
  /** Of a proposed limit; the amount as plain decimal text in the player's currency, or minutes. */
  limitKind: z.enum(LIMIT_KINDS).optional(),
  limitPeriod: z.enum(LIMIT_PERIODS).optional(),
  limitAmount: plainText(20).optional(),
});
export type RecordInteractionInput = z.output<typeof RecordInteractionInput>;

export type InteractionRefusal = { code: "unknown_player" } | { code: "limit_incomplete" };

/** What was done, and what the player staked, lost (minor units) and how long the player was on the site (minutes) before and after. */
export type InteractionView = {
  id: string;
  kind: InteractionKind;
  note: string;
  allowsLimit: boolean;
  limit: { kind: LimitKind; period: LimitPeriod; amount: bigint } | null;
  by: string;
  at: Date;
  effect: Record<"staked" | "lost", { before: bigint; after: bigint }> & {
    minutes: { before: number; after: number };
  };
};
