import { z } from "zod";
import { bool, int8, nullable, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { providerNamed } from "../providers/index.ts";
import { OBJECT_KINDS, type PaymentProvider } from "../providers/provider.ts";
import { applyPayout } from "../withdrawals/pay.ts";
import { applyObject, type Source } from "./apply.ts";
import { lockPayment, mayStepTo, takeStep } from "./store.ts";

const received = statement({
  text: "select provider, event_id, object_kind, object_id from provider_event where id = $1 and state = 'received'",
  params: [int8],
  row: {
    provider: text,
    event_id: text,
    object_kind: nullable(only(text, z.enum(OBJECT_KINDS))),
    object_id: nullable(text),
  },
});

const end = statement({
  text: `update provider_event set state = $2, failure = $3, ended_at = clock_timestamp() where id = $1 and state = 'received'`,
  params: [int8, text, nullable(text)],
  row: {},
});

const failed = statement({
  text: "update provider_event set failure = $2 where id = $1 and state = 'received'",
  params: [int8, text],
  row: {},
});

const followObject = async (provider: PaymentProvider, id: string, by: Source): Promise<boolean> => {
  const object = await provider.fetch(id);
  if (object) await applyObject(provider, object, by);
  return object !== null;
};

const followPayout = async (provider: PaymentProvider, id: string, by: Source): Promise<boolean> => {
  const payout = await provider.fetchPayout(id);
  if (payout) await applyPayout(provider, payout, by);
  return payout !== null;
};

/**
 * Processes a stored event: asks the provider how the object is now, and applies that. The event itself moves nothing, so a forged, late or
 * repeated one does no harm. Throws where the provider does not answer; the job is then retried.
 */
export const processProviderEvent = async (id: bigint): Promise<void> => {
  const event = await received.first([id]);
  if (!event?.object_kind || !event.object_id) return;
  const provider = providerNamed(event.provider);
  if (!provider) return void (await end.run([id, "parked", "the provider is not set up"]));
  try {
    const by = { cause: "provider", source: event.event_id } as const;
    const known =
      event.object_kind === "payout"
        ? await followPayout(provider, event.object_id, by)
        : await followObject(provider, event.object_id, by);
    if (!known) return void (await end.run([id, "parked", "the provider has no such object"]));
  } catch (error) {
    await failed.run([id, error instanceof Error ? error.message.slice(0, 500) : "unknown"]);
    throw error;
  }
  await end.run([id, "processed", null]);
};

const overdue = statement({
  text: "select id from provider_event where state = 'received' and received_at < clock_timestamp() - interval '1 minute' order by id limit 500",
  params: [],
  row: { id: int8 },
});

/** Events whose job got lost. */
export const overdueProviderEvents = async (): Promise<bigint[]> =>
  (await overdue.all([])).map(({ id }) => id);

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

/**
 * Compares everything that a provider made in a period with our payments, and applies what differs. It finds money that no message told
 * us about. Returns how many objects changed something.
 */
export const compareWithProvider = async (provider: PaymentProvider, since: Date): Promise<number> => {
  let changed = 0;
  for await (const object of provider.list(since))
    if ((await applyObject(provider, object, { cause: "sweep" })) !== "unchanged") changed += 1;
  return changed;
};
