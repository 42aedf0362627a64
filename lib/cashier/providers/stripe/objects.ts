import type Stripe from "stripe";
import type { InstrumentFacts, ObjectState, PaymentObject, PayoutObject } from "../provider.ts";

/** Why a card was refused, in words that pages know. Whatever else a bank says is `declined`. */
export const DECLINE_REASONS = [
  "declined",
  "insufficient_funds",
  "expired_card",
  "wrong_cvc",
  "wrong_number",
  "not_authenticated",
  "try_again",
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

const instrumentOf = ({ payment_method: method }: Stripe.PaymentIntent): InstrumentFacts | null =>
  method && typeof method === "object" && method.card
    ? { objectId: method.id, ...cardFacts(method.card) }
    : null;

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
});
