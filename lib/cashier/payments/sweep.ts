import { bool, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { applyDispute, openDisputes } from "../disputes/apply.ts";
import { providerNamed, providers } from "../providers/index.ts";
import type { DisputeObject, PaymentProvider } from "../providers/provider.ts";
import { applyPayout } from "../withdrawals/pay.ts";
import { applyObject } from "./apply.ts";
import { lockPayment, mayStepTo, takeStep } from "./store.ts";

const open = statement({
  text: `
    select id, provider, object_id, created_at < clock_timestamp() - interval '1 hour' as abandoned
      from payment
     where direction = 'deposit' and state in ('created', 'requires_action', 'processing')
       and changed_at < clock_timestamp() - interval '10 minutes'
     order by changed_at limit 500`,
  params: [],
  row: { id: uuid, provider: text, object_id: nullable(text), abandoned: bool },
});

type Open = { id: string; provider: string; object_id: string | null; abandoned: boolean };

/** Ends a deposit for which no provider has taken anything. */
const expire = (id: string): Promise<boolean> =>
  transaction(async (client) => {
    const payment = await lockPayment(id, client);
    if (!payment || !(await mayStepTo(payment, "expired", client))) return false;
    await takeStep(payment, { to: "expired", cause: "sweep", source: "abandoned" }, client);
    return true;
  });

const sweepOne = async (provider: PaymentProvider, payment: Open): Promise<void> => {
  const by = { cause: "sweep" } as const;
  const object = payment.object_id
    ? await provider.fetch(payment.object_id)
    : await provider.find(payment.id);
  if (!object) {
    if (payment.abandoned) await expire(payment.id);
    return;
  }
  if (!payment.abandoned || object.state !== "requires_action") {
    await applyObject(provider, object, by);
    return;
  }
  const ended = await provider.cancel(object.id);
  if (ended.state === "canceled") await expire(payment.id);
  else await applyObject(provider, ended, by);
};

/**
 * Asks providers about every deposit that has not ended for ten minutes, in case their messages got lost. One that nobody finished for an
 * hour is cancelled at its provider and expires, which frees what it reserved of the player's limits. Returns how many were looked at.
 */
export const sweepPayments = async (): Promise<number> => {
  const payments = await open.all([]);
  for (const payment of payments) {
    const provider = providerNamed(payment.provider);
    try {
      if (provider) await sweepOne(provider, payment);
      else if (payment.abandoned && payment.object_id === null) await expire(payment.id);
    } catch (error) {
      log.warn({ err: error, payment: payment.id }, "a payment could not be followed");
    }
  }
  if (payments.length > 0) scheduleRelay();
  return payments.length;
};

/** The disputes of a period, and every one that is open here. */
async function* disputesAt(provider: PaymentProvider, since: Date): AsyncGenerator<DisputeObject> {
  yield* provider.listDisputes?.(since) ?? [];
  for (const id of await openDisputes(provider.id)) {
    const dispute = await provider.fetchDispute?.(id);
    if (dispute) yield dispute;
  }
}

/**
 * Compares everything that providers made in a period with our payments and payouts, and applies what differs. It finds money that no
 * message told us about, and refunds that failed after they had succeeded. An object that cannot be applied does not keep others from it;
 * the job then fails and is repeated. Returns how many payments changed.
 */
export const comparePayments = async (since: Date, payoutsSince: Date = since): Promise<number> => {
  const by = { cause: "sweep" } as const;
  const failures: unknown[] = [];
  let changed = 0;
  for (const provider of providers()) {
    const apply = async (work: () => Promise<boolean>): Promise<void> => {
      try {
        if (await work()) changed += 1;
      } catch (error) {
        failures.push(error);
        log.warn({ err: error, provider: provider.id }, "an object of a provider could not be applied");
      }
    };
    for await (const object of provider.list(since))
      await apply(async () => (await applyObject(provider, object, by)) !== "unchanged");
    for await (const payout of provider.listPayouts(payoutsSince))
      await apply(async () => {
        await applyPayout(provider, payout, by);
        return false;
      });
    for await (const dispute of disputesAt(provider, since))
      await apply(async () => {
        await applyDispute(provider, dispute, by);
        return false;
      });
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} objects were not applied`);
  return changed;
};
