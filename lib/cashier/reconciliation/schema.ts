import { z } from "zod";
import { dayText, idempotencyKey, idText, plainText, uuidText } from "#lib/platform/commands/input.ts";

/** Who says otherwise than the ledger: the provider's own report, or the bank or chain behind it. */
export const SIDES = ["provider", "external"] as const;
export type Side = (typeof SIDES)[number];

export const DIFFERENCE_KINDS = [
  "missing_in_ledger",
  "missing_outside",
  "amount",
  "currency",
  "balance",
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Amounts are minor units; null where that side has nothing. */
export type Difference = {
  id: string;
  provider: string;
  side: Side;
  direction: "in" | "out" | "balance";
  objectId: string;
  kind: DifferenceKind;
  ledgerAmount: bigint | null;
  ledgerCurrency: string | null;
  outsideAmount: bigint | null;
  outsideCurrency: string | null;
  subjectId: string | null;
  state: "open" | "matched" | "corrected";
  assigneeId: string | null;
  assignee: string | null;
  openedAt: Date;
  closedAt: Date | null;
  corrector: string | null;
};

export type RunRow = {
  id: string;
  provider: string;
  since: Date;
  until: Date;
  state: "running" | "done" | "failed";
  failure: string | null;
  ledgerCount: bigint;
  providerCount: bigint;
  externalCount: bigint | null;
  matched: bigint;
  found: bigint;
  startedAt: Date;
  endedAt: Date | null;
};

/** Accounts of the operator that a difference is posted against. */
export const COUNTER_ACCOUNTS = ["adjustments", "payment_fees", "chargebacks_receivable"] as const;
export type CounterAccount = (typeof COUNTER_ACCOUNTS)[number];

/** `from`: who had it when the page was read; null for nobody. */
export const TakeDifferenceInput = z.object({ differenceId: uuidText(), from: uuidText().nullable() });

export const CorrectDifferenceInput = z.object({
  differenceId: uuidText(),
  counter: z.enum(COUNTER_ACCOUNTS),
  /** What the page showed: a difference that has changed since is not corrected. */
  ledgerAmount: z
    .string()
    .regex(/^-?\d{1,18}$/)
    .nullable(),
  outsideAmount: z
    .string()
    .regex(/^-?\d{1,18}$/)
    .nullable(),
  reason: plainText(500).min(3),
  idempotencyKey: idempotencyKey(),
});
export type CorrectRefusal =
  | { code: "unknown_difference" }
  | { code: "difference_closed" }
  /** It is not what the page showed any more. */
  | { code: "difference_changed" }
  /** In a currency that we keep no accounts in. */
  | { code: "other_currency" };

export const StartReconciliationInput = z.object({ provider: idText(40), since: dayText, until: dayText });

/** A clearing account over a period: opening and what moved, by code, are its closing balance. */
export type ProofAccount = {
  accountId: bigint;
  kind: string;
  provider: string;
  currency: string;
  opening: bigint;
  closing: bigint;
  /** What opening, movements and closing leave open: zero. */
  gap: bigint;
  movements: { code: string; count: bigint; amount: bigint }[];
};

const optional = <T extends z.ZodType>(inner: T) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), inner.optional());

/** The period of a proof, whole days of UTC, both included. */
export const ProofSearch = z.object({
  provider: optional(idText(40)),
  from: optional(dayText),
  to: optional(dayText),
});
export type ProofSearch = z.output<typeof ProofSearch>;
