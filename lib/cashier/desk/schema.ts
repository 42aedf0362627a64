import { z } from "zod";
import { dayText, idempotencyKey, idText, plainText, uuidText } from "#lib/platform/commands/input.ts";
import { DIRECTIONS, type Direction, PAYMENT_STATES, type PaymentState } from "../payments/states.ts";

export { DIRECTIONS, type Direction, PAYMENT_STATES, type PaymentState } from "../payments/states.ts";

export const DESK_PAGE_SIZE = 50;

/** A field left empty in the address bar is no filter. */
const optional = <T extends z.ZodType>(inner: T) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), inner.optional());

/** What staff look for in payments. Days are the viewer's own. */
export const PaymentSearch = z.object({
  /** A player's email address or id, a payment's id, or a provider's name for it. */
  q: optional(plainText(200).min(1)),
  direction: optional(z.enum(DIRECTIONS)),
  state: optional(z.enum(PAYMENT_STATES)),
  provider: optional(idText(40)),
  method: optional(idText(40)),
  /** Plain decimal text, in whatever currency. */
  min: optional(z.string().regex(/^\d{1,15}(\.\d{1,8})?$/)),
  max: optional(z.string().regex(/^\d{1,15}(\.\d{1,8})?$/)),
  from: optional(dayText),
  to: optional(dayText),
  before: optional(uuidText()),
});
export type PaymentSearch = z.output<typeof PaymentSearch>;

export type PaymentRow = {
  id: string;
  playerId: string;
  email: string;
  direction: Direction;
  provider: string;
  method: string;
  amount: bigint;
  currency: string;
  state: PaymentState;
  createdAt: Date;
  changedAt: Date;
};

/** A withdrawal that waits for staff or for its player's documents. */
export type QueuedWithdrawal = {
  id: string;
  playerId: string;
  email: string;
  method: string;
  amount: bigint;
  currency: string;
  state: PaymentState;
  createdAt: Date;
  /** Names of the checks that did not pass; of a withdrawal that came back from sending, why. */
  reasons: string[];
  assigneeId: string | null;
  assignee: string | null;
  askedAt: Date | null;
  /** When the player sent the documents that were asked for. */
  answeredAt: Date | null;
};

/** `from`: who had it when the page was read; null for nobody. */
export const TakeReviewInput = z.object({ paymentId: uuidText(), from: uuidText().nullable() });
export const ReleaseReviewInput = z.object({ paymentId: uuidText() });
export const AskInformationInput = z.object({
  paymentId: uuidText(),
  /** The player reads it. */
  note: plainText(500).min(10),
  idempotencyKey: idempotencyKey(),
});
export const ContinueReviewInput = z.object({
  paymentId: uuidText(),
  reason: plainText(500).min(3),
  idempotencyKey: idempotencyKey(),
});
export const SendInformationInput = z.object({ paymentId: uuidText() });

export type TakeRefusal =
  | { code: "not_in_review" }
  /** A colleague has taken it since the page was read. */
  | { code: "taken_by_other"; by: string };

/** Money in suspense, or an object of a provider that matches no payment. */
export type ExceptionRow = {
  id: string;
  provider: string;
  objectId: string;
  problem: string;
  amount: bigint;
  currency: string;
  paymentId: string | null;
  email: string | null;
  openedAt: Date;
  /** Whether money of it waits in suspense. */
  suspended: boolean;
  /** It is on its way back to its sender. */
  returnState: string | null;
  /** Why the last attempt to return it failed. */
  returnFailed: string | null;
};

const Reason = plainText(500).min(3);

export const AssignExceptionInput = z.object({
  exceptionId: uuidText(),
  /** Email address or id. */
  player: plainText(200).min(3),
  reason: Reason,
  idempotencyKey: idempotencyKey(),
});
export const ResolveExceptionInput = z.object({
  exceptionId: uuidText(),
  reason: Reason,
  idempotencyKey: idempotencyKey(),
});

export type ResolveRefusal =
  | { code: "unknown_exception" }
  /** It was assigned, returned or dismissed, or is on its way back. */
  | { code: "already_resolved" }
  | { code: "unknown_player" }
  | { code: "other_currency" }
  /** Nothing of it is in suspense. */
  | { code: "no_money" }
  /** There is money in suspense, which goes to a player or back. */
  | { code: "has_money" };

export const InstrumentInput = z.object({
  instrumentId: uuidText(),
  reason: Reason,
  idempotencyKey: idempotencyKey(),
});

export const RefundDepositInput = z.object({
  paymentId: uuidText(),
  /** Plain decimal text in the deposit's currency. */
  amount: plainText(20),
  reason: Reason,
  idempotencyKey: idempotencyKey(),
});
/** Amounts are minor units of the deposit's currency. */
export type RefundRefusal =
  | { code: "not_refundable" }
  | { code: "amount_invalid" }
  /** So much of the deposit was not refunded yet. */
  | { code: "above_deposit"; left: bigint }
  /** So much of the player's cash is available. */
  | { code: "above_available"; available: bigint };

export const AdjustBalanceInput = z.object({
  playerId: uuidText(),
  direction: z.enum(["credit", "debit"]),
  /** Plain decimal text in the player's currency. */
  amount: plainText(20),
  reason: Reason,
  idempotencyKey: idempotencyKey(),
});
export type AdjustRefusal =
  | { code: "unknown_player" }
  | { code: "amount_invalid" }
  | { code: "above_available"; available: bigint };

/** Events of one provider and kind that could not be processed. */
export type ParkedEvents = {
  provider: string;
  kind: string;
  failure: string | null;
  /** Whether we process this kind, so that trying again can help. */
  processable: boolean;
  count: number;
  firstAt: Date;
  lastAt: Date;
};
export const ParkedEventsInput = z.object({
  provider: idText(40),
  kind: idText(120),
  idempotencyKey: idempotencyKey(),
});

export const HEALTH_PERIODS = ["24h", "30d"] as const;
export type HealthPeriod = (typeof HEALTH_PERIODS)[number];

/** Payments of one provider, method and direction that were started in a period. */
export type MethodHealth = {
  provider: string;
  method: string;
  direction: string;
  started: number;
  /** Credited or paid. */
  done: number;
  /** Declined by the provider, or returned. */
  failed: number;
  /** By the player, by staff or by time. */
  ended: number;
  medianSeconds: number | null;
  /** 95 of 100 took no longer. */
  slowSeconds: number | null;
};

export type EventHealth = {
  provider: string;
  received: number;
  /** Not processed yet. */
  waiting: number;
  oldestSeconds: number | null;
  parked: number;
  failed: number;
  /** From receiving to having processed: 95 of 100 took no longer. */
  lagSeconds: number | null;
};

/** Amounts are minor units. */
export type PaymentPoint = {
  at: Date;
  deposits: bigint;
  withdrawals: bigint;
  approved: number;
  decided: number;
  /** The median time from asking for a withdrawal to its payment. */
  seconds: number | null;
};
