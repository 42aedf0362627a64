import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { CURRENCY_CODES, minBigint, money } from "#lib/core/money.ts";
import { type AccountId, accountFor, closeHold, transfer } from "#lib/ledger/index.ts";
import { bpchar, int8, nullable, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { applyReturn } from "../desk/returns.ts";
import { closeInformation } from "../desk/review.ts";
import { applyForeignRefund } from "../disputes/apply.ts";
import type { Source } from "../payments/states.ts";
import { lockPayment, mayStepTo, movementId, type Payment, takeStep } from "../payments/store.ts";
import { methodsFor, providerNamed } from "../providers/index.ts";
import type { PaymentProvider, PayoutObject } from "../providers/provider.ts";
import { checkWithdrawal } from "./checks.ts";
import { releaseHold } from "./withdraw.ts";

const PAYOUT = {
  id: uuid,
  paymentId: uuid,
  provider: text,
  amount: int8,
  currency: only(bpchar, z.enum(CURRENCY_CODES)),
  state: only(text, z.enum(["planned", "sent", "paid", "failed"])),
  objectId: nullable(text),
  refunds: nullable(text),
  destination: nullable(text),
};
const COLUMNS = `o.id, o.payment_id as "paymentId", o.provider, o.amount, o.currency, o.state, o.object_id as "objectId",
  (select d.object_id from payment d where d.id = o.refunds_id) as refunds,
  (select i.object_id from payment_instrument i where i.id = o.instrument_id) as destination`;

const payoutsOf = statement({
  text: `select ${COLUMNS} from payout o where o.payment_id = $1 order by o.id`,
  params: [uuid],
  row: PAYOUT,
});

const lockPayout = statement({
  text: `select ${COLUMNS} from payout o where o.id = $1 for update of o`,
  params: [uuid],
  row: PAYOUT,
});

const setPayout = statement({
  text: `update payout set state = $2, object_id = coalesce(object_id, $3), reason = $4, changed_at = clock_timestamp() where id = $1`,
  params: [uuid, text, text, nullable(text)],
  row: {},
});

// Deposits by the instrument that can still be refunded, the newest first.
const refundable = statement({
  text: `
    select d.id, (d.amount - d.reversed - coalesce((select sum(o.amount) from payout o where o.refunds_id = d.id and o.state <> 'failed'), 0))::bigint as left
      from payment d, payment w
     where w.id = $1 and d.player_id = w.player_id and d.instrument_id is not distinct from w.instrument_id and d.method = w.method and d.direction = 'deposit' and d.state = 'succeeded'
       and d.provider = w.provider and d.currency = w.currency
     order by d.created_at desc`,
  params: [uuid],
  row: { id: uuid, left: int8 },
});

const plan = statement({
  text: "insert into payout (id, payment_id, provider, refunds_id, amount, currency, instrument_id) values ($1, $2, $3, $4, $5, $6, $7)",
  params: [uuid, uuid, text, nullable(uuid), int8, bpchar, nullable(uuid)],
  row: {},
});

/** The parts in which an amount is paid: refunds of deposits, or one payout. Null where deposits do not cover it. Pure. */
export const partsOf = (
  amount: bigint,
  deposits: readonly { id: string; left: bigint }[],
): { id: string; amount: bigint }[] | null => {
  let open = amount;
  const parts = deposits.flatMap(({ id, left }) => {
    const part = minBigint(left, open);
    open -= part > 0n ? part : 0n;
    return part > 0n ? [{ id, amount: part }] : [];
  });
  return open === 0n ? parts : null;
};

/** Takes the held money and plans the payouts, in one commit: what is planned is paid, and nothing else. */
const send = async (payment: Payment, client: pg.PoolClient): Promise<void> => {
  const { id, provider, amount, currency, method } = payment;
  const way = methodsFor("withdrawal", currency).find(
    (each) => each.method === method && each.provider.id === provider,
  );
  const refunds = way?.withdrawsTo === "deposits";
  const parts = refunds ? partsOf(amount, await refundable.all([id], client)) : way && [{ id: null, amount }];
  if (!parts) {
    await takeStep(
      payment,
      { to: "in_review", cause: "check", source: way ? "not_refundable" : "provider_missing" },
      client,
    );
    return;
  }
  const to = refunds ? null : payment.instrumentId;
  for (const part of parts)
    await plan.run([uuidv7(), id, provider, part.id, part.amount, currency, to], client);
  const transferId = movementId("withdrawal", id, "sent");
  const posted = await closeHold(id, { kind: "posted", transferId }, client);
  if (!posted.ok) throw new Error(`the hold of withdrawal ${id}: ${posted.refusal.code}`);
  await takeStep(payment, { to: "sent", cause: "check", transferId }, client);
};

const move = async (
  payout: { provider: string; amount: bigint; currency: Payment["currency"]; paymentId: string },
  step: { id: string; code: string; debit: AccountId; credit: AccountId },
  client: pg.PoolClient,
): Promise<void> => {
  const moved = await transfer(
    [
      {
        ...step,
        amount: money(payout.currency, payout.amount),
        reference: `withdrawal:${payout.paymentId}`,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`a withdrawal could not be booked: ${moved.refusal.code}`);
};

/** Ends a withdrawal whose payouts have all ended; one that was paid is returned when money of it came back. */
const finish = async (payment: Payment, by: Source, client: pg.PoolClient): Promise<void> => {
  const payouts = await payoutsOf.all([payment.id], client);
  if (payouts.some(({ state }) => state === "planned" || state === "sent")) return;
  const anyPaid = payouts.some(({ state }) => state === "paid");
  const anyFailed = payouts.some(({ state }) => state === "failed");
  const to = payment.state === "paid" ? (anyFailed ? "returned" : null) : anyPaid ? "paid" : "failed";
  const reason = anyPaid && anyFailed ? "partly_returned" : null;
  if (to && (await mayStepTo(payment, to, client))) await takeStep(payment, { ...by, to, reason }, client);
};

/**
 * Books what a provider says of a payout, once for each step: paid, from pending to the provider's clearing account; failed, back to the player's
 * cash; failed after it was paid, both ways back. Amount and currency are compared first.
 */
export const applyPayout = async (
  provider: PaymentProvider,
  object: PayoutObject,
  by: Source,
): Promise<void> => {
  const { payoutId, refunds } = object;
  if (payoutId === null && refunds) return applyForeignRefund(provider, { ...object, refunds }, by);
  if (payoutId === null)
    return void log.error({ provider: provider.id, object: object.id }, "a refund is not ours");
  if (await applyReturn(provider, object)) return;
  await transaction(async (client) => {
    const payment = await paymentOfPayout(payoutId, client);
    const payout = payment && (await lockPayout.first([payoutId], client));
    if (!payment || !payout || payout.provider !== provider.id)
      return void log.error({ provider: provider.id, object: object.id }, "a payout is unknown");
    const differs = payout.amount !== object.amount || payout.currency !== object.currency;
    if (differs || (payout.objectId !== null && payout.objectId !== object.id))
      return void log.error({ provider: provider.id, object: object.id }, "a payout does not match");
    if (payout.state === object.state || payout.state === "failed") return;
    if (payout.state === "paid" && object.state !== "failed") return;
    const { currency } = payout;
    const pending = await accountFor("withdrawals_pending", null, currency, provider.id, client);
    const clearing = await accountFor("deposits_clearing", null, currency, provider.id, client);
    const step = (name: string) => movementId(provider.id, object.id, name);
    if (object.state === "paid")
      await move(
        payout,
        { id: step("paid"), code: "withdrawal_paid", debit: pending, credit: clearing },
        client,
      );
    if (object.state === "failed") {
      const cash = await accountFor("player_cash", payment.playerId, currency, "", client);
      if (payout.state === "paid")
        await move(
          payout,
          { id: step("unpaid"), code: "withdrawal_unpaid", debit: clearing, credit: pending },
          client,
        );
      await move(
        payout,
        { id: step("failed"), code: "withdrawal_returned", debit: pending, credit: cash },
        client,
      );
    }
    await setPayout.run([payoutId, object.state, object.id, object.reason], client);
    await finish(payment, by, client);
  });
  scheduleRelay();
};

const ofPayout = statement({
  text: "select payment_id as id from payout where id = $1",
  params: [uuid],
  row: { id: uuid },
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The withdrawal of a payout, locked: always before the payout. */
const paymentOfPayout = async (payoutId: string, client: pg.PoolClient): Promise<Payment | null> => {
  const found = UUID.test(payoutId) ? await ofPayout.first([payoutId], client) : undefined;
  return found ? lockPayment(found.id, client) : null;
};

/** Checks a requested withdrawal: approves it, or leaves it to staff. Sends an approved one. */
const decide = (id: string): Promise<Payment | null> =>
  transaction(async (client) => {
    const payment = await lockPayment(id, client);
    if (payment?.state === "approved") await send(payment, client);
    if (payment?.state !== "requested") return payment;
    const [failed] = await checkWithdrawal(payment, client);
    const by = { cause: "check", source: failed ?? null } as const;
    const moved = await takeStep(payment, { ...by, to: failed ? "in_review" : "approved" }, client);
    if (!failed) await send(moved, client);
    return moved;
  });

/**
 * Takes a withdrawal as far as it goes by itself: checks, sending, and what providers say of its payouts. May be repeated at any time: payouts that were
 * planned are paid under their own ids.
 */
export const progressWithdrawal = async (id: string): Promise<void> => {
  const payment = await decide(id);
  scheduleRelay();
  if (payment?.direction !== "withdrawal") return;
  const provider = providerNamed(payment.provider);
  for (const payout of await payoutsOf.all([id])) {
    if (!provider || payout.state === "paid" || payout.state === "failed") continue;
    const object = payout.objectId
      ? await provider.fetchPayout(payout.objectId)
      : await provider.payOut({
          payoutId: payout.id,
          amount: payout.amount,
          currency: payout.currency,
          refunds: payout.refunds,
          destination: payout.destination,
        });
    if (object) await applyPayout(provider, object, { cause: "provider", source: object.id });
  }
};

const waiting = statement({
  text: `
    select id from payment w
     where direction = 'withdrawal' and state in ('requested', 'approved', 'sent') and changed_at < clock_timestamp() - interval '1 minute'
       and (state <> 'sent' or changed_at > clock_timestamp() - interval '1 day'
         or exists (select from payout o where o.payment_id = w.id and o.state = 'planned'))
     order by changed_at limit 200`,
  params: [],
  row: { id: uuid },
});

/** Withdrawals that can go on, in case their job got lost. Those that were sent a day ago are left to the daily comparison. */
export const waitingWithdrawals = async (): Promise<string[]> => (await waiting.all([])).map(({ id }) => id);

type Decision = { staffId: string; approve: boolean };

/** What staff decide about a withdrawal in review. A declined one is withdrawable again. False where it is not in review. */
export const decideReview = async (
  id: string,
  { staffId, approve }: Decision,
  client: pg.PoolClient,
): Promise<boolean> => {
  const payment = await lockPayment(id, client);
  if (payment?.direction !== "withdrawal" || payment.state !== "in_review") return false;
  const to = approve ? "approved" : "declined";
  const moved = await takeStep(payment, { to, cause: "staff", source: staffId }, client);
  if (!approve) await releaseHold(moved, client);
  return true;
};

/** Ends a withdrawal that its player does not want any more, as long as it was not approved. */
export const cancelWithdrawal = async (
  id: string,
  playerId: string,
  client: pg.PoolClient,
): Promise<boolean> => {
  const payment = await lockPayment(id, client);
  if (payment?.playerId !== playerId || payment.direction !== "withdrawal") return false;
  if (!(await mayStepTo(payment, "canceled", client))) return false;
  await closeInformation(id, client);
  await releaseHold(await takeStep(payment, { to: "canceled", cause: "request" }, client), client);
  return true;
};
