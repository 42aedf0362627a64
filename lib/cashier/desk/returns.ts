import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { isCurrency } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { int8, nullable, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { deskChanged } from "../events.ts";
import { providerNamed } from "../providers/index.ts";
import type { PaymentProvider, PayoutObject } from "../providers/provider.ts";
import { type Exception, lockException, releaseSuspense, resolveException } from "./exceptions.ts";
import type { ResolveRefusal } from "./schema.ts";

const plan = statement({
  text: "insert into payment_return (id, exception_id, asked_by) values ($1, $2, $3)",
  params: [uuid, uuid, uuid],
  row: {},
});

/** Plans to send money in suspense back to where it came from. It stays in suspense until the provider has paid. */
export const returnException = async (
  { exceptionId, staffId }: { exceptionId: string; staffId: string },
  client: pg.PoolClient,
): Promise<Result<null, ResolveRefusal>> => {
  const locked = await lockException(exceptionId, client);
  if (!locked.ok) return locked;
  if (locked.value.transferId === null) return refuse({ code: "no_money" });
  await plan.run([uuidv7(), exceptionId, staffId], client);
  return accept(null);
};

const RETURN = {
  id: uuid,
  exceptionId: uuid,
  askedBy: uuid,
  state: only(text, z.enum(["planned", "sent", "paid", "failed"])),
  returnObject: nullable(text),
  provider: text,
  objectId: text,
  problem: text,
  amount: int8,
  currency: text,
  paymentId: nullable(uuid),
  transferId: nullable(uuid),
};

const COLUMNS = `r.id, r.exception_id as "exceptionId", r.asked_by as "askedBy", r.state, r.object_id as "returnObject", e.provider,
  e.object_id as "objectId", e.problem, e.amount, e.currency, e.payment_id as "paymentId", e.transfer_id as "transferId"`;

const waiting = statement({
  text: `select ${COLUMNS} from payment_return r join payment_exception e on e.id = r.exception_id
          where r.state in ('planned', 'sent') order by r.created_at limit 100`,
  params: [],
  row: RETURN,
});

const lock = statement({
  text: `select ${COLUMNS} from payment_return r join payment_exception e on e.id = r.exception_id where r.id = $1 for update`,
  params: [uuid],
  row: RETURN,
});

const setState = statement({
  text: `
    update payment_return set state = $2, object_id = coalesce(object_id, $3), reason = $4, changed_at = clock_timestamp() where id = $1`,
  params: [uuid, text, nullable(text), nullable(text)],
  row: {},
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Brings the return of money in suspense to where its provider is: paid, the money leaves suspense and the exception ends; failed, the exception is
 * open again. True where the object was a return of ours.
 */
export const applyReturn = async (provider: PaymentProvider, object: PayoutObject): Promise<boolean> => {
  const { payoutId } = object;
  if (payoutId === null || !UUID.test(payoutId)) return false;
  const known = await transaction(async (client) => {
    const found = await lock.first([payoutId], client);
    if (!found || found.provider !== provider.id) return false;
    if (found.state === object.state || found.state === "paid" || found.state === "failed") return true;
    const { amount, currency, exceptionId, askedBy, id } = found;
    if (object.amount !== amount || object.currency !== currency) {
      log.error({ provider: provider.id, object: object.id }, "a return does not match");
      return true;
    }
    await setState.run([id, object.state, object.id, object.reason], client);
    if (object.state === "paid") {
      const exception: Exception = { ...found, id: exceptionId, resolved: false };
      const transferId = await releaseSuspense(exception, client);
      await resolveException(exception, { resolution: "returned", staffId: askedBy, transferId }, client);
    }
    await publish(client, deskChanged, { subject: `payment_exception:${exceptionId}` });
    return true;
  });
  scheduleRelay();
  return known;
};

/** Sends what was planned, and asks about what was sent. May be repeated at any time. Returns how many were looked at. */
export const progressReturns = async (): Promise<number> => {
  const returns = await waiting.all([]);
  for (const each of returns) {
    const provider = providerNamed(each.provider);
    const { currency } = each;
    if (!provider || !isCurrency(currency)) continue;
    try {
      const object = each.returnObject
        ? await provider.fetchPayout(each.returnObject)
        : await provider.payOut({
            payoutId: each.id,
            amount: each.amount,
            currency,
            refunds: each.objectId,
            destination: null,
          });
      if (object) await applyReturn(provider, object);
    } catch (error) {
      log.warn({ err: error, exception: each.exceptionId }, "money in suspense could not be returned");
    }
  }
  return returns.length;
};
