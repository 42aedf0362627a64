/** States of a deposit. The steps between them are rows of `payment_step`. */
export const DEPOSIT_STATES = [
  "created",
  "requires_action",
  "processing",
  "in_review",
  "succeeded",
  "failed",
  "canceled",
  "expired",
] as const;
export type DepositState = (typeof DEPOSIT_STATES)[number];

/** States of a withdrawal. */
export const WITHDRAWAL_STATES = [
  "requested",
  "in_review",
  "information_needed",
  "approved",
  "sent",
  "paid",
  "declined",
  "canceled",
  "failed",
  "returned",
] as const;
export type WithdrawalState = (typeof WITHDRAWAL_STATES)[number];

export type PaymentState = DepositState | WithdrawalState;
export const PAYMENT_STATES = [...new Set<PaymentState>([...DEPOSIT_STATES, ...WITHDRAWAL_STATES])] as const;

export const DIRECTIONS = ["deposit", "withdrawal"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What caused a step: the player's request, the provider, a sweep of ours, an automatic check, staff, or an upgrade of the database. */
export const CAUSES = ["request", "provider", "sweep", "check", "staff", "upgrade"] as const;
export type Cause = (typeof CAUSES)[number];

export type Source = { cause: Cause; source?: string | null };

/** Why money of a deposit was taken back after it had been credited. */
export const REVERSAL_REASONS = ["dispute", "refund", "recall", "reorganisation"] as const;
export type ReversalReason = (typeof REVERSAL_REASONS)[number];

/** Whether a deposit in this state has ended without money, and no longer counts towards limits. */
export const endedWithoutMoney = (state: PaymentState): boolean =>
  state === "failed" || state === "canceled" || state === "expired";
