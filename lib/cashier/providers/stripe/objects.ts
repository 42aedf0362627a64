import Stripe from "stripe";
import type { InstrumentFacts, ObjectState, PaymentObject, PayoutObject } from "../provider.ts";

/** Null where Stripe has no object of this name. */
export const orNull = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing")
      return null;
    throw error;
  });

/** The id of an object that an answer names, or carries as a whole. */
export const idOf = (named: string | { id: string } | null | undefined): string | null =>
  typeof named === "string" ? named : (named?.id ?? null);

/** Why a card was refused, in words that pages know. Whatever else a bank says is `declined`. */
export const DECLINE_REASONS = [
  "declined",
  "insufficient_funds",
  "expired_card",
  "wrong_cvc",
  "wrong_number",
  "not_authenticated",
  "try_again",
  "bank_limit",
  "not_allowed",
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

const REASON_OF: Readonly<Record<string, DeclineReason>> = {
  insufficient_funds: "insufficient_funds",
  expired_card: "expired_card",
  incorrect_cvc: "wrong_cvc",
  invalid_cvc: "wrong_cvc",
  incorrect_number: "wrong_number",
  invalid_number: "wrong_number",
  payment_intent_authentication_failure: "not_authenticated",
  authentication_required: "not_authenticated",
  processing_error: "try_again",
  try_again_later: "try_again",
  issuer_not_available: "try_again",
  reenter_transaction: "try_again",
  card_velocity_exceeded: "bank_limit",
  withdrawal_count_limit_exceeded: "bank_limit",
  transaction_not_allowed: "not_allowed",
  card_not_supported: "not_allowed",
  service_not_allowed: "not_allowed",
};

/**
 * The reason by Stripe's error. A lost or stolen card is only `declined`: whoever holds it must not learn more.
 * @see https://docs.stripe.com/declines/codes
 */
export const reasonOf = (
  error: { code?: string | undefined; decline_code?: string | undefined } | null,
): DeclineReason => REASON_OF[error?.decline_code ?? ""] ?? REASON_OF[error?.code ?? ""] ?? "declined";

/** A PaymentIntent that waits for another way to pay has failed if one was tried. */
const stateOf = ({ status, last_payment_error }: Stripe.PaymentIntent): ObjectState => {
  switch (status) {
    case "succeeded":
      return "succeeded";
    case "canceled":
      return "canceled";
    case "requires_action":
      return "requires_action";
    case "requires_payment_method":
      return last_payment_error ? "failed" : "requires_action";
    default:
      return "processing";
  }
};

const CARD_WALLETS: Readonly<Record<string, string>> = { apple_pay: "Apple Pay", google_pay: "Google Pay" };

export const cardFacts = (
  card: Stripe.PaymentMethod.Card | Stripe.ConfirmationToken.PaymentMethodPreview.Card,
): Omit<InstrumentFacts, "objectId"> => ({
  brand: CARD_WALLETS[card.wallet?.type ?? ""] ?? card.brand,
  last4: card.last4,
  fingerprint: card.fingerprint ?? null,
  funding: card.funding,
  country: card.country,
  expMonth: card.exp_month,
  expYear: card.exp_year,
});

/** Of a Link wallet Stripe tells neither the card nor how it is funded. */
const LINK = {
  brand: "link",
  last4: "",
  fingerprint: null,
  funding: null,
  country: null,
  expMonth: null,
  expYear: null,
} as const;

/** What is known of a payment method, or of a form's token for one; null for what is no instrument that can be charged again. */
export const factsOf = (
  method: Stripe.PaymentMethod | Stripe.ConfirmationToken.PaymentMethodPreview | null | undefined,
): Omit<InstrumentFacts, "objectId"> | null => {
  if (method?.card) return cardFacts(method.card);
  return method?.type === "link" ? LINK : null;
};

const instrumentOf = ({ payment_method: method }: Stripe.PaymentIntent): InstrumentFacts | null => {
  const facts = method && typeof method === "object" ? factsOf(method) : null;
  return facts && { objectId: (method as Stripe.PaymentMethod).id, ...facts };
};

/** A PaymentIntent as the cashier knows it. */
export const paymentOf = (intent: Stripe.PaymentIntent): PaymentObject => {
  const state = stateOf(intent);
  const url = intent.next_action?.redirect_to_url?.url;
  return {
    kind: "payment",
    id: intent.id,
    paymentId: intent.metadata.payment_id ?? null,
    playerId: intent.metadata.player_id ?? null,
    state,
    amount: BigInt(state === "succeeded" ? intent.amount_received : intent.amount),
    currency: intent.currency.toUpperCase(),
    live: intent.livemode,
    reason: state === "failed" ? reasonOf(intent.last_payment_error) : null,
    action: state === "requires_action" && url ? { kind: "redirect", url } : null,
    instrument: instrumentOf(intent),
  };
};

/** A refund as the cashier knows it. One that waits for the account's balance is on its way. */
export const payoutOf = (refund: Stripe.Refund): PayoutObject => ({
  kind: "payout",
  id: refund.id,
  payoutId: refund.metadata?.payout_id ?? null,
  state:
    refund.status === "succeeded"
      ? "paid"
      : refund.status === "failed" || refund.status === "canceled"
        ? "failed"
        : "sent",
  amount: BigInt(refund.amount),
  currency: refund.currency.toUpperCase(),
  reason: refund.failure_reason ?? null,
  refunds: idOf(refund.payment_intent),
});
