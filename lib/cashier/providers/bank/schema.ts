import { z } from "zod";
import type { Currency } from "#lib/core/money.ts";
import { idempotencyKey, plainText, uuidText } from "#lib/platform/commands/input.ts";
import type { EligibilityRefusal } from "#lib/players/schema.ts";

export const PayeeInput = z.object({
  /** As people type it: letter case and spaces do not matter. */
  iban: plainText(60),
});

export type PayeeRefusal =
  | { code: "iban_invalid" }
  | { code: "country_not_reachable" }
  | { code: "currency_not_offered"; currency: Currency }
  /** The player has not told a name yet, and the account must be in it. */
  | { code: "name_missing" }
  /** A payment to it came back for a reason that does not pass. */
  | { code: "account_blocked" }
  | EligibilityRefusal;

export type PayeeView = {
  id: string;
  last4: string;
  /** Whether the account's bank confirmed the player's name. */
  checked: boolean;
};

export const PrepareBatchInput = z.object({
  /** The operator's IBAN. */
  account: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/),
  idempotencyKey: idempotencyKey(),
});

export const BatchInput = z.object({
  batchId: uuidText(),
  reason: plainText(500).min(3),
  idempotencyKey: idempotencyKey(),
});

export const RejectPayoutInput = z.object({
  payoutId: uuidText(),
  reason: plainText(500).min(3),
  idempotencyKey: idempotencyKey(),
});

export type BatchState = "prepared" | "released" | "sent" | "discarded";
