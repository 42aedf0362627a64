import Stripe from "stripe";
import { env } from "#lib/platform/config/env.ts";
import { stripeClient } from "#lib/platform/stripe/client.ts";
import { readStripeWebhook } from "#lib/platform/stripe/read-webhook.ts";
import { depositLimits, depositSuggestions } from "../limits.ts";
import type { NewObject, ObjectRef, PaymentObject, PaymentProvider, ProviderNotice } from "../provider.ts";
import { balanceMovements } from "./balance.ts";
import { fetchDispute, listDisputes } from "./disputes.ts";
import { formTypes, methodCapabilities, REDIRECTS } from "./methods.ts";
import { factsOf, orNull, paymentOf, payoutOf } from "./objects.ts";

const SIGNATURE = "stripe-signature";
// The card is needed with the payment: which one it was, and where it comes from.
const WITH_CARD = { expand: ["payment_method"] };

const from = (since: Date) => ({ gte: Math.floor(since.getTime() / 1_000) });

const client = (): Stripe => {
  const made = stripeClient();
  if (!made) throw new Error("STRIPE_SECRET_KEY is not set");
  return made;
};

const KIND_OF: Readonly<Record<string, ObjectRef["kind"]>> = {
  payment_intent: "payment",
  refund: "payout",
  "charge.dispute": "dispute",
  review: "dispute",
  "radar.early_fraud_warning": "dispute",
};

const aboutOf = ({ type, data }: Stripe.Event): ObjectRef | null => {
  const kind = KIND_OF[type.slice(0, type.lastIndexOf("."))];
  return kind ? { kind, id: (data.object as { id: string }).id } : null;
};

const retrieve = async (id: string): Promise<PaymentObject> =>
  paymentOf(await client().paymentIntents.retrieve(id, WITH_CARD));

/** The PaymentIntent that an error is about: a declined card leaves one behind. */
const intentIn = (error: unknown): string | null =>
  error instanceof Stripe.errors.StripeError ? (error.payment_intent?.id ?? null) : null;

/** What pays: a card by its token or its name, or a method that asks the player on a page of its own. */
const sourceOf = ({ method, payWith }: NewObject): Partial<Stripe.PaymentIntentCreateParams> => {
  if (REDIRECTS.has(method))
    return {
      allowed_payment_method_types: [method],
      payment_method_data: { type: method as "pay_by_bank" | "paypal" },
    };
  if (!payWith) throw new Error("a card payment needs a card");
  const allowed_payment_method_types = formTypes();
  return "token" in payWith
    ? { allowed_payment_method_types, confirmation_token: payWith.token, setup_future_usage: "on_session" }
    : { allowed_payment_method_types, payment_method: payWith.saved };
};

const confirm = (payment: NewObject): Promise<Stripe.PaymentIntent> => {
  const { paymentId, playerId, amount, currency, customer, returnUrl } = payment;
  if (!customer) throw new Error("a payment by Stripe needs a customer");
  return client().paymentIntents.create(
    {
      amount: Number(amount),
      currency: currency.toLowerCase(),
      customer,
      confirm: true,
      ...sourceOf(payment),
      return_url: returnUrl,
      metadata: { payment_id: paymentId, player_id: playerId },
      ...WITH_CARD,
    },
    { idempotencyKey: paymentId },
  );
};

/** Cards, wallets and bank payments by Stripe: one PaymentIntent for a deposit, confirmed by us. Live where its secret key is. */
export const stripeProvider: PaymentProvider = {
  id: "stripe",
  get live() {
    return env().STRIPE_SECRET_KEY?.startsWith("sk_live_") ?? false;
  },
  get capabilities() {
    return methodCapabilities();
  },
  limits: depositLimits,
  suggestions: depositSuggestions,
  customer: async ({ playerId, email }) =>
    (
      await client().customers.create(
        { email, metadata: { player_id: playerId } },
        { idempotencyKey: `customer:${playerId}` },
      )
    ).id,
  inspect: async (payWith) => {
    if ("token" in payWith) {
      const token = await orNull(client().confirmationTokens.retrieve(payWith.token));
      return factsOf(token?.payment_method_preview);
    }
    return factsOf(await orNull(client().paymentMethods.retrieve(payWith.saved)));
  },
  forget: async (id) => {
    // One that is not attached any more cannot be detached once more.
    await orNull(client().paymentMethods.detach(id)).catch((error: unknown) => {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    });
  },
  create: async (payment) => {
    try {
      return await retrieve((await confirm(payment)).id);
    } catch (error) {
      const left = intentIn(error);
      if (left) return retrieve(left);
      // The key has made an object with another token: the answer to that request got lost.
      const before =
        error instanceof Stripe.errors.StripeIdempotencyError
          ? await stripeProvider.find(payment.paymentId)
          : null;
      if (before) return before;
      throw error;
    }
  },
  readWebhook: (body, headers): ProviderNotice | null => {
    const event = readStripeWebhook(body, headers.get(SIGNATURE), env().STRIPE_WEBHOOK_SECRET ?? "");
    return event && { eventId: event.id, kind: event.type, about: aboutOf(event) };
  },
  fetch: (id) => orNull(retrieve(id)),
  payOut: async ({ payoutId, amount, currency, refunds }) => {
    if (!refunds) throw new Error("Stripe pays out by refunds only");
    try {
      return payoutOf(
        await client().refunds.create(
          { payment_intent: refunds, amount: Number(amount), metadata: { payout_id: payoutId } },
          { idempotencyKey: payoutId },
        ),
      );
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      // Refused for good: the charge has been refunded or disputed. No object of Stripe's stands for it.
      return {
        kind: "payout",
        id: `refused_${payoutId}`,
        payoutId,
        state: "failed",
        amount,
        currency,
        reason: error.code ?? "refused",
      };
    }
  },
  fetchPayout: async (id) => {
    const refund = await orNull(client().refunds.retrieve(id));
    return refund && payoutOf(refund);
  },
  find: async (paymentId) => {
    const found = await client().paymentIntents.search({
      query: `metadata['payment_id']:'${paymentId}'`,
      limit: 1,
    });
    const [intent] = found.data;
    return intent ? retrieve(intent.id) : null;
  },
  cancel: async (id) => {
    await client()
      .paymentIntents.cancel(id, { cancellation_reason: "abandoned" }, { idempotencyKey: `cancel:${id}` })
      // It may have ended meanwhile: how, the object says.
      .catch((error: unknown) => {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      });
    return retrieve(id);
  },
  list: async function* (since) {
    for await (const intent of client().paymentIntents.list({ created: from(since), limit: 100 }))
      yield paymentOf(intent);
  },
  listPayouts: async function* (since) {
    for await (const refund of client().refunds.list({ created: from(since), limit: 100 }))
      yield payoutOf(refund);
  },
  fetchDispute: (id) => fetchDispute(client(), id),
  listDisputes: (since) => listDisputes(client(), from(since)),
  externalMovements: (since) => balanceMovements(client(), from(since)),
};
