import type pg from "pg";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { keepInstrument } from "../instruments.ts";
import type { PaymentObject, PaymentProvider } from "../providers/provider.ts";
import { creditDeposit } from "./credit.ts";
import type { Source } from "./states.ts";
import { bindObject, lockPayment, lockPaymentOf, mayStepTo, type Payment, takeStep } from "./store.ts";
import { type Problem, suspend } from "./suspense.ts";

/** What an object has done to its payment: `moved` a step, `credited` the player, nothing, or waits in suspense. */
export type Applied = "moved" | "credited" | "unchanged" | "suspended";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Compares an object with the payment that it says it belongs to. Pure. */
export const problemOf = (
  payment: Payment | null,
  object: PaymentObject,
  provider: Pick<PaymentProvider, "id" | "live">,
): Problem | null => {
  if (!payment || payment.provider !== provider.id || payment.direction !== "deposit")
    return "unknown_payment";
  if (payment.objectId !== null && payment.objectId !== object.id) return "second_object";
  if (object.live !== provider.live) return "mode";
  if (object.currency !== payment.currency) return "currency";
  if (object.amount !== payment.amount) return "amount";
  return object.playerId === payment.playerId ? null : "player";
};

const suspendObject = async (
  provider: PaymentProvider,
  object: PaymentObject,
  payment: Payment | null,
  problem: Problem,
  by: Source,
  client: pg.PoolClient,
): Promise<Applied> => {
  const paid = object.state === "succeeded";
  // An object of somebody else that has not moved money is none of our business.
  if (problem === "unknown_payment" && !paid) return "unchanged";
  const { id: objectId, amount, currency } = object;
  const paymentId = payment?.id ?? null;
  const opened = await suspend(
    { provider: provider.id, objectId, problem, paymentId, amount, currency, paid },
    client,
  );
  if (!opened) return "unchanged";
  if (payment && problem !== "second_object" && (await mayStepTo(payment, "in_review", client)))
    await takeStep(payment, { ...by, to: "in_review", reason: problem }, client);
  return "suspended";
};

const paymentOf = async (
  provider: PaymentProvider,
  object: PaymentObject,
  client: pg.PoolClient,
): Promise<Payment | null> =>
  object.paymentId !== null && UUID.test(object.paymentId)
    ? lockPayment(object.paymentId, client)
    : lockPaymentOf(provider.id, object.id, client);

/**
 * Brings a payment to where its object is: binds the two, takes the step that `payment_step` allows from where the payment is, and credits
 * a deposit that succeeded, once. Amount, currency, mode and player are compared first; what differs goes into suspense. The state of the
 * object is all that matters, so messages may come twice, late and in any order.
 * @param object as the provider has just reported it
 */
export const applyObject = async (
  provider: PaymentProvider,
  object: PaymentObject,
  by: Source,
): Promise<Applied> => {
  const applied = await transaction(async (client): Promise<Applied> => {
    const found = await paymentOf(provider, object, client);
    const problem = problemOf(found, object, provider);
    if (!found || problem)
      return suspendObject(provider, object, found, problem ?? "unknown_payment", by, client);
    const payment = await bindObject(found, object.id, client);
    if (object.instrument) await keepInstrument(payment, object.instrument, client);
    if (payment.state === object.state || !(await mayStepTo(payment, object.state, client)))
      return "unchanged";
    if (object.state === "succeeded") {
      await creditDeposit(payment, object.id, by, client);
      return "credited";
    }
    await takeStep(payment, { ...by, to: object.state, reason: object.reason }, client);
    return "moved";
  });
  if (applied !== "unchanged") scheduleRelay();
  return applied;
};
