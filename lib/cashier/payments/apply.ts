import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { isCurrency, money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { limitUsed } from "#lib/players/events.ts";
import { reaches } from "#lib/players/schema.ts";
import { depositCompleted } from "../events.ts";
import { keepInstrument } from "../instruments.ts";
import { depositLimitUse } from "../limits.ts";
import type { PaymentObject, PaymentProvider } from "../providers/provider.ts";
import type { Cause } from "./states.ts";
import {
  bindObject,
  lockPayment,
  lockPaymentOf,
  mayStepTo,
  movementId,
  type Payment,
  takeStep,
} from "./store.ts";

/** Why an object of a provider cannot be credited. */
export const PROBLEMS = ["unknown_payment", "second_object", "mode", "currency", "amount", "player"] as const;
export type Problem = (typeof PROBLEMS)[number];

/** What an object has done to its payment: `moved` a step, `credited` the player, nothing, or waits in suspense. */
export type Applied = "moved" | "credited" | "unchanged" | "suspended";

export type Source = { cause: Cause; source?: string | null };

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

const openException = statement({
  text: `
    insert into payment_exception (id, provider, object_id, problem, payment_id, amount, currency, transfer_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict on constraint payment_exception_once do nothing`,
  params: [uuid, text, text, text, nullable(uuid), int8, text, nullable(uuid)],
  row: {},
});

const known = statement({
  text: "select 1 from payment_exception where provider = $1 and object_id = $2 and transfer_id is not null",
  params: [text, text],
  row: {},
});

/** Money that we cannot assign goes from the provider's clearing account into suspense, once for each object. */
const suspendMoney = async (
  provider: PaymentProvider,
  object: PaymentObject,
  client: pg.PoolClient,
): Promise<string | null> => {
  if (!isCurrency(object.currency) || object.amount <= 0n) return null;
  if ((await known.run([provider.id, object.id], client)) > 0) return null;
  const id = movementId(provider.id, object.id, "suspended");
  const moved = await transfer(
    [
      {
        id,
        debit: await accountFor("deposits_clearing", null, object.currency, provider.id, client),
        credit: await accountFor("suspense", null, object.currency, provider.id, client),
        amount: money(object.currency, object.amount),
        code: "deposit_suspended",
        reference: `payment:${object.id}`,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`money could not be put into suspense: ${moved.refusal.code}`);
  return id;
};

const suspend = async (
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
  const transferId = paid ? await suspendMoney(provider, object, client) : null;
  const opened = await openException.run(
    [
      uuidv7(),
      provider.id,
      object.id,
      problem,
      payment?.id ?? null,
      object.amount,
      object.currency,
      transferId,
    ],
    client,
  );
  if (opened === 0) return "unchanged";
  log.error({ provider: provider.id, object: object.id, problem }, "a payment does not match its provider's");
  if (payment && problem !== "second_object" && (await mayStepTo(payment, "in_review", client)))
    await takeStep(payment, { ...by, to: "in_review", reason: problem }, client);
  return "suspended";
};

const credit = async (
  provider: PaymentProvider,
  payment: Payment,
  objectId: string,
  by: Source,
  client: pg.PoolClient,
): Promise<Applied> => {
  const { id, playerId, amount, currency } = payment;
  const transferId = movementId(provider.id, objectId, "credited");
  const moved = await transfer(
    [
      {
        id: transferId,
        debit: await accountFor("deposits_clearing", null, currency, provider.id, client),
        credit: await accountFor("player_cash", playerId, currency, "", client),
        amount: money(currency, amount),
        code: "deposit",
        reference: `deposit:${id}`,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`a deposit could not be booked: ${moved.refusal.code}`);
  await takeStep(payment, { ...by, to: "succeeded", transferId }, client);
  await publish(client, depositCompleted, {
    depositId: id,
    playerId,
    provider: provider.id,
    amount: amount.toString(),
    currency,
  });
  if ((await depositLimitUse(playerId, client)).some((limit) => reaches(limit, amount)))
    await publish(client, limitUsed, { playerId });
  return "credited";
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
    if (!found || problem) return suspend(provider, object, found, problem ?? "unknown_payment", by, client);
    const payment = await bindObject(found, object.id, client);
    if (object.instrument) await keepInstrument(payment, object.instrument, client);
    if (payment.state === object.state || !(await mayStepTo(payment, object.state, client)))
      return "unchanged";
    if (object.state === "succeeded") return credit(provider, payment, object.id, by, client);
    await takeStep(payment, { ...by, to: object.state, reason: object.reason }, client);
    return "moved";
  });
  if (applied !== "unchanged") scheduleRelay();
  return applied;
};
