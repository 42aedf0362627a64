import type Stripe from "stripe";
import type { DisputeResult } from "../../disputes/schema.ts";
import type { DisputeMovement, DisputeObject } from "../provider.ts";
import { idOf, orNull } from "./objects.ts";

const RESULT_OF: Readonly<Record<string, DisputeResult>> = {
  won: "won",
  lost: "lost",
  warning_closed: "closed",
  prevented: "closed",
};

/** The balance may be kept in another currency than the charge: then what moved is the disputed amount. */
const movementsOf = ({ balance_transactions, amount, currency }: Stripe.Dispute): DisputeMovement[] =>
  balance_transactions
    .toSorted((a, b) => a.created - b.created)
    .map((moved) => ({
      id: moved.id,
      kind: moved.amount < 0 ? "withdrawn" : "reinstated",
      amount: BigInt(moved.currency === currency ? Math.abs(moved.amount) : amount),
      fee: moved.fee === 0 ? null : { amount: BigInt(moved.fee), currency: moved.currency.toUpperCase() },
    }));

/** A dispute as the cashier knows it. With a status `warning_…` it is an inquiry of the bank. */
export const disputeOf = (dispute: Stripe.Dispute): DisputeObject => {
  const dueBy = dispute.evidence_details?.due_by;
  return {
    kind: "dispute",
    id: dispute.id,
    type: dispute.status.startsWith("warning_") ? "inquiry" : "dispute",
    payment: idOf(dispute.payment_intent),
    live: dispute.livemode,
    result: RESULT_OF[dispute.status] ?? null,
    amount: BigInt(dispute.amount),
    currency: dispute.currency.toUpperCase(),
    reason: dispute.reason,
    respondBy: dueBy ? new Date(dueBy * 1_000) : null,
    movements: movementsOf(dispute),
  };
};

/** A warning of the card scheme that a charge was fraud. It is over once it asks for nothing more: the charge was refunded or disputed. */
const warningOf = (warning: Stripe.Radar.EarlyFraudWarning, currency: string): DisputeObject => ({
  kind: "dispute",
  id: warning.id,
  type: "fraud_warning",
  payment: idOf(warning.payment_intent),
  live: warning.livemode,
  result: warning.actionable ? null : "closed",
  amount: null,
  currency,
  reason: warning.fraud_type,
  respondBy: null,
  movements: [],
});

const reviewOf = (review: Stripe.Review, currency: string): DisputeObject => ({
  kind: "dispute",
  id: review.id,
  type: "review",
  payment: idOf(review.payment_intent),
  live: review.livemode,
  result: review.open ? null : "closed",
  amount: null,
  currency,
  reason: review.reason,
  respondBy: null,
  movements: [],
});

// A warning and a review name no currency of their own.
const currencyOf = async (client: Stripe, payment: string | null): Promise<string> => {
  const intent = payment === null ? null : await orNull(client.paymentIntents.retrieve(payment));
  return intent?.currency.toUpperCase() ?? "";
};

const WITH_MONEY = { expand: ["balance_transactions"] };

/** The dispute, early fraud warning or review of this name, by its prefix. */
export const fetchDispute = async (client: Stripe, id: string): Promise<DisputeObject | null> => {
  if (id.startsWith("issfr_")) {
    const warning = await orNull(client.radar.earlyFraudWarnings.retrieve(id));
    return warning && warningOf(warning, await currencyOf(client, idOf(warning.payment_intent)));
  }
  if (id.startsWith("prv_")) {
    const review = await orNull(client.reviews.retrieve(id));
    return review && reviewOf(review, await currencyOf(client, idOf(review.payment_intent)));
  }
  const dispute = await orNull(client.disputes.retrieve(id, WITH_MONEY));
  return dispute && disputeOf(dispute);
};

/** Every dispute, warning and review of that time. */
export async function* listDisputes(client: Stripe, created: { gte: number }): AsyncGenerator<DisputeObject> {
  for await (const dispute of client.disputes.list({ created, limit: 100 })) yield disputeOf(dispute);
  for await (const warning of client.radar.earlyFraudWarnings.list({ created, limit: 100 }))
    yield warningOf(warning, await currencyOf(client, idOf(warning.payment_intent)));
  for await (const review of client.reviews.list({ created, limit: 100 }))
    yield reviewOf(review, await currencyOf(client, idOf(review.payment_intent)));
}
