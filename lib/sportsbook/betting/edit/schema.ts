import { z } from "zod";
import { uuidText } from "#lib/platform/commands/input.ts";
import type { NoCashOut } from "../cash-out/part.ts";
import type { BetRefusal } from "../schema.ts";
import { SlipFields, sound } from "../slip.ts";

/** The bet that takes the place of an open one. */
export const EditBetInput = sound(
  SlipFields.extend({
    betId: uuidText(),
    /** What the player saw that the open bet is worth, in minor units. */
    value: z
      .string()
      .regex(/^[1-9]\d{0,17}$/)
      .transform((text) => BigInt(text)),
  }),
);
export type EditBetInput = z.output<typeof EditBetInput>;

export const PreviewEditInput = sound(
  SlipFields.omit({ idempotencyKey: true, oddsChoice: true }).extend({
    betId: uuidText(),
    /** Of one line; null for what the open bet is worth. */
    stake: SlipFields.shape.stake.nullable(),
  }),
);
export type PreviewEditInput = z.output<typeof PreviewEditInput>;

export type EditRefusal =
  | BetRefusal
  | { code: "unknown_bet" }
  /** It is settled, or was cashed out or edited before. */
  | { code: "bet_ended" }
  | { code: "cash_out_unavailable"; reason: NoCashOut }
  /** The open bet is worth less now than what the player saw. */
  | { code: "offer_changed"; amount: bigint };

/** The receipt. Amounts are minor units. */
export type EditedBet = {
  betId: string;
  /** The bet that took its place. */
  editId: string;
  currency: string;
  /** What the old bet was worth. */
  value: bigint;
  /** Of all lines of the new bet together: what exceeds the value was taken from the balance, what the value exceeds was paid out. */
  stake: bigint;
  potentialReturn: bigint;
};

export type EditPreviewLeg = {
  marketId: string;
  outcomeKey: string;
  /** Now, ×10⁻⁴; of the first leg of a builder the joint price; null where there is none. */
  odds: bigint | null;
  /** Why no bet can be made on it. */
  problem: BetRefusal | null;
  /** What it could be swapped for and itself, in the order of the market. */
  outcomes: { key: string; odds: bigint }[];
};

/** What an edit would come to now. Amounts are minor units. */
export type EditPreview = {
  betId: string;
  currency: string;
  /** What the open bet is worth; null where it cannot be cashed out, so not edited either. */
  value: bigint | null;
  reason: NoCashOut | null;
  legs: EditPreviewLeg[];
  lines: number;
  /** Of one line, as text for a field, and of all lines; null where what was typed is no amount. */
  lineStake: string;
  stake: bigint | null;
  /** Null while the bet is refused. */
  odds: bigint | null;
  potentialReturn: bigint | null;
  refusal: BetRefusal | null;
  /** How long the edit waits before it is confirmed, because an event is in play. */
  delayMs: number;
};
