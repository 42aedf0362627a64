import { z } from "zod";
import { uuidText } from "#lib/platform/commands/input.ts";
import { type NoCashOut, WHOLE } from "./part.ts";

export * from "./part.ts";

export const CashOutInput = z.object({
  betId: uuidText(),
  /** Made by the client once per intended cash-out; a retry sends it again. */
  idempotencyKey: uuidText(),
  /** What the player saw for this part, in minor units: the least that is paid, less what the policy allows during an in-play delay. */
  amount: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform((text) => BigInt(text)),
  /** How much of the stake is cashed out, in hundredths of a per cent. */
  part: z.int().min(1).max(WHOLE),
});
export type CashOutInput = z.output<typeof CashOutInput>;

export const CASH_OUTS_MAX = 50;

export const CashOutsInput = z.object({ betIds: z.array(uuidText()).min(1).max(CASH_OUTS_MAX) });

const Minor = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform((text) => BigInt(text));

export const AutoCashOutInput = z.object({
  betId: uuidText(),
  /** Cashes out once the offer is at least this, in minor units. */
  target: Minor.nullable(),
  /** Cashes out once the offer is at most this; it may have jumped lower by then. */
  stop: Minor.nullable(),
});
export type AutoCashOutInput = z.output<typeof AutoCashOutInput>;

export type AutoCashOutRefusal =
  | { code: "bet_ended" }
  /** The target is more than the bet can return, or not more than the stop. */
  | { code: "auto_cash_out_invalid"; most: bigint };

export type CashOutRefusal =
  | { code: "unknown_bet" }
  /** It is settled, or was cashed out before. */
  | { code: "bet_ended" }
  | { code: "cash_out_unavailable"; reason: NoCashOut }
  /** The offer is lower now than what the player saw. */
  | { code: "offer_changed"; amount: bigint }
  /** So small or large a part of this stake cannot be taken. */
  | { code: "part_invalid" }
  | { code: "too_busy" };

/** The receipt. */
export type CashedOut = {
  betId: string;
  currency: string;
  /** The part of the stake that was cashed out, and what for. */
  stake: bigint;
  amount: bigint;
  /** The bet that carries on the rest; null where all was cashed out. */
  restId: string | null;
};
