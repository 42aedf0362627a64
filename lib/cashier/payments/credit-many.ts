import type pg from "pg";
import { z } from "zod";
import { CURRENCY_CODES, type Currency, money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import {
  array,
  int4,
  int8,
  nullable,
  only,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publishAll, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { depositCompleted, paymentChanged } from "../events.ts";
import { reportSharedInstrument } from "../instruments.ts";
import { publishLimitsUsed } from "../limits.ts";
import type { PaymentObject, PaymentProvider } from "../providers/provider.ts";
import { problemOf } from "./apply.ts";
import { lockPaymentsById, movementId, type Payment } from "./store.ts";

/** An object that has succeeded at its provider, and the event that said so. */
export type Success = { object: PaymentObject; source: string };

const succeedsFrom = statement({
  name: "payment-succeeds-from",
  text: "select from_state as state from payment_step where direction = 'deposit' and to_state = 'succeeded'",
  params: [],
  row: { state: text },
});

const cashAccounts = statement({
  text: `
    select u.player as "playerId", u.currency, ledger_account_for('player_cash', u.player, u.currency) as id
      from (select distinct player, currency from unnest($1::uuid[], $2::text[]) u(player, currency) order by 1) u`,
  params: [array(uuid), array(text)],
  row: { playerId: uuid, currency: only(text, z.enum(CURRENCY_CODES)), id: int8 },
});

const steps = statement({
  text: `
    with moved as (
      update payment p set state = 'succeeded', version = p.version + 1, reason = null, transfer_id = u.transfer_id,
                           object_id = coalesce(p.object_id, u.object_id), changed_at = clock_timestamp()
        from unnest($1::uuid[], $2::integer[], $3::text[], $4::uuid[], $5::text[]) u(id, version, state, transfer_id, object_id)
       where p.id = u.id and p.version = u.version and p.state = u.state
      returning p.id, p.version, p.direction, p.state, u.state as before
    )
    insert into payment_transition (payment_id, version, direction, from_state, to_state, cause, source)
    select m.id, m.version, m.direction, m.before, m.state, 'provider', s.source
      from moved m join unnest($1::uuid[], $6::text[]) s(id, source) on s.id = m.id`,
  params: [array(uuid), array(int4), array(text), array(uuid), array(text), array(nullable(text))],
  row: {},
});

const clearingAccounts = async (
  provider: string,
  currencies: Iterable<Currency>,
  client: pg.PoolClient,
): Promise<Map<string, bigint>> => {
  const accounts = new Map<string, bigint>();
  for (const currency of new Set(currencies))
    accounts.set(currency, await accountFor("deposits_clearing", null, currency, provider, client));
  return accounts;
};

const credit = async (
  provider: PaymentProvider,
  credits: readonly { payment: Payment; object: PaymentObject; source: string }[],
  client: pg.PoolClient,
): Promise<void> => {
  const payments = credits.map(({ payment }) => payment);
  const clearing = await clearingAccounts(
    provider.id,
    payments.map(({ currency }) => currency),
    client,
  );
  const found = await cashAccounts.all(
    [payments.map(({ playerId }) => playerId), payments.map(({ currency }) => currency)],
    client,
  );
  const cash = new Map(found.map(({ playerId, currency, id }) => [`${playerId} ${currency}`, id]));
  const accountOf = (accounts: ReadonlyMap<string, bigint>, key: string): bigint => {
    const account = accounts.get(key);
    if (account === undefined) throw new Error(`there is no account ${key}`);
    return account;
  };
  const transferIds = credits.map(({ object }) => movementId(provider.id, object.id, "credited"));
  const moved = await transfer(
    payments.map(({ id, playerId, currency, amount }, n) => ({
      id: transferIds[n] as string,
      debit: accountOf(clearing, currency),
      credit: accountOf(cash, `${playerId} ${currency}`),
      amount: money(currency, amount),
      code: "deposit",
      reference: `deposit:${id}`,
    })),
    client,
  );
  if (!moved.ok) throw new Error(`deposits could not be booked: ${moved.refusal.code}`);
  const stepped = await steps.run(
    [
      payments.map(({ id }) => id),
      payments.map(({ version }) => version),
      payments.map(({ state }) => state),
      transferIds,
      credits.map(({ object }) => object.id),
      credits.map(({ source }) => source),
    ],
    client,
  );
  if (stepped !== payments.length) throw new Error("a payment has moved although it was locked");
  await publishAll(
    client,
    paymentChanged,
    payments.map(({ id, playerId, direction, version }) => ({
      paymentId: id,
      playerId,
      direction,
      state: "succeeded" as const,
      version: version + 1,
    })),
  );
  await publishAll(
    client,
    depositCompleted,
    payments.map(({ id, playerId, amount, currency }) => ({
      depositId: id,
      playerId,
      provider: provider.id,
      amount: amount.toString(),
      currency,
    })),
  );
  await publishLimitsUsed(payments, client);
  await reportSharedInstrument(
    payments.map(({ id }) => id),
    client,
  );
};

/**
 * Credits many deposits in one commit, each once: those that match their payment and whose instrument is known already. Everything
 * else is left to `applyObject`, which answers mismatches. Returns the ids of the objects that were credited.
 */
export const creditMany = async (
  provider: PaymentProvider,
  successes: readonly Success[],
): Promise<ReadonlySet<string>> => {
  const credited = await transaction(async (client) => {
    const mayFrom = new Set((await succeedsFrom.all([], client)).map(({ state }) => state));
    const ids = successes.flatMap(({ object }) => object.paymentId ?? []);
    const locked = new Map((await lockPaymentsById(ids, client)).map((payment) => [payment.id, payment]));
    const credits = successes.flatMap(({ object, source }) => {
      const payment = locked.get(object.paymentId ?? "");
      if (!payment || problemOf(payment, object, provider) !== null || !mayFrom.has(payment.state)) return [];
      if (object.instrument && payment.instrumentId === null) return [];
      // One object for each payment: a second one is a mismatch.
      locked.delete(payment.id);
      return [{ payment, object, source }];
    });
    if (credits.length > 0) await credit(provider, credits, client);
    return new Set(credits.map(({ object }) => object.id));
  });
  if (credited.size > 0) scheduleRelay();
  return credited;
};
