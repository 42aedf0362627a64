import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { type Currency, isCurrency, money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import {
  bpchar,
  int8,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { disputeChanged } from "../events.ts";
import { applyObject } from "../payments/apply.ts";
import { reinstateDeposit, reverseDeposit } from "../payments/reverse.ts";
import type { Source } from "../payments/states.ts";
import { lockPaymentOf, movementId, type Payment } from "../payments/store.ts";
import { type Problem, suspend } from "../payments/suspense.ts";
import type { DisputeMovement, DisputeObject, PaymentProvider, PayoutObject } from "../providers/provider.ts";

// Answers a row only where something is new.
const keep = statement({
  text: `
    insert into payment_dispute as d (id, provider, object_id, kind, payment_id, player_id, amount, currency, reason, respond_by, result, closed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text, case when $11::text is not null then clock_timestamp() end)
    on conflict on constraint payment_dispute_once do update
       set kind = excluded.kind, reason = excluded.reason, respond_by = excluded.respond_by,
           -- What staff closed stays closed while the provider says nothing else of it.
           result = case when excluded.result is null and d.closed_by is not null then d.result else excluded.result end,
           closed_at = case when excluded.result is null and d.closed_by is not null then d.closed_at
                            else coalesce(d.closed_at, excluded.closed_at) end,
           closed_by = case when excluded.result is null then d.closed_by end
     where (d.kind, d.reason, d.respond_by) is distinct from (excluded.kind, excluded.reason, excluded.respond_by)
        or (d.result is distinct from excluded.result and (excluded.result is not null or d.closed_by is null))
    returning id`,
  params: [
    uuid,
    text,
    text,
    text,
    uuid,
    uuid,
    int8,
    bpchar,
    nullable(text),
    nullable(timestamptz),
    nullable(text),
  ],
  row: { id: uuid },
});

/** What the provider takes for a dispute, or gives again of that: between its clearing account and our cost. */
const bookFee = async (
  provider: string,
  dispute: string,
  { id, fee }: DisputeMovement,
  client: pg.PoolClient,
): Promise<void> => {
  if (!fee || fee.amount === 0n || !isCurrency(fee.currency)) return;
  const cost = await accountFor("payment_fees", null, fee.currency, provider, client);
  const clearing = await accountFor("deposits_clearing", null, fee.currency, provider, client);
  const back = fee.amount < 0n;
  const moved = await transfer(
    [
      {
        id: movementId(provider, dispute, `fee:${id}`),
        debit: back ? clearing : cost,
        credit: back ? cost : clearing,
        amount: money(fee.currency as Currency, back ? -fee.amount : fee.amount),
        code: back ? "dispute_fee_returned" : "dispute_fee",
        reference: `dispute:${dispute}`,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`the fee of a dispute could not be booked: ${moved.refusal.code}`);
};

/** Money that left the provider and that no deposit can answer for: for staff. */
const unexplained = async (
  provider: PaymentProvider,
  object: { id: string; amount: bigint | null; currency: string },
  payment: Payment | null,
  problem: Problem,
  client: pg.PoolClient,
): Promise<void> => {
  const { id: objectId, amount, currency } = object;
  const paymentId = payment?.id ?? null;
  await suspend(
    { provider: provider.id, objectId, problem, paymentId, amount: amount ?? 0n, currency, paid: false },
    client,
  );
};

/** The order in which a dispute's movements are booked, each under its own name, so that none is booked twice. */
const bookMovements = async (
  provider: PaymentProvider,
  dispute: DisputeObject,
  payment: Payment,
  source: string | null,
  client: pg.PoolClient,
): Promise<void> => {
  let taken: string | null = null;
  for (const movement of dispute.movements) {
    const { id, kind, amount } = movement;
    const by = { objectId: dispute.id, step: id, source };
    if (kind === "withdrawn") {
      const done = await reverseDeposit(payment.id, { ...by, amount, reason: "dispute" }, client);
      if (done !== "reversed" && done !== "known")
        await unexplained(
          provider,
          dispute,
          payment,
          done === "not_credited" ? "unknown_payment" : "amount",
          client,
        );
      taken = id;
    } else if (
      taken === null ||
      (await reinstateDeposit(payment.id, { ...by, reverses: taken }, client)) === "unknown"
    )
      await unexplained(provider, dispute, payment, "amount", client);
    await bookFee(provider.id, dispute.id, movement, client);
  }
};

/** The payment that somebody doubts as its provider reports it now: it may have been credited without our knowing yet. */
const creditFirst = async (provider: PaymentProvider, objectId: string, by: Source): Promise<void> => {
  const object = await provider.fetch(objectId);
  if (object) await applyObject(provider, object, by);
};

/**
 * Brings a dispute to where its provider has it: holds the player's withdrawals while it is open, takes back and gives again what the dispute
 * moved, and books its fees. An inquiry moves nothing. May be repeated, late and in any order.
 * @param dispute as the provider has just reported it
 */
export const applyDispute = async (
  provider: PaymentProvider,
  dispute: DisputeObject,
  by: Source,
): Promise<void> => {
  const { payment: paymentObject } = dispute;
  if (paymentObject !== null) await creditFirst(provider, paymentObject, by);
  await transaction(async (client) => {
    const payment = paymentObject === null ? null : await lockPaymentOf(provider.id, paymentObject, client);
    if (payment?.direction !== "deposit" || dispute.live !== provider.live) {
      if (dispute.movements.length > 0)
        await unexplained(provider, dispute, payment, payment ? "mode" : "unknown_payment", client);
      return;
    }
    const { id: paymentId, playerId, currency } = payment;
    if (dispute.currency !== currency) return unexplained(provider, dispute, payment, "currency", client);
    const changed = await keep.first(
      [
        uuidv7(),
        provider.id,
        dispute.id,
        dispute.type,
        paymentId,
        playerId,
        dispute.amount ?? payment.amount,
        currency,
        dispute.reason,
        dispute.respondBy,
        dispute.result,
      ],
      client,
    );
    await bookMovements(provider, dispute, payment, by.source ?? null, client);
    if (changed)
      await publish(client, disputeChanged, {
        disputeId: changed.id,
        paymentId,
        playerId,
        type: dispute.type,
      });
  });
  scheduleRelay();
};

const REFUNDED = "refunded";

/**
 * Books a refund that was not made by us, but by somebody at the provider's dashboard: its deposit is taken back from the player. One that fails gives the
 * money again.
 */
export const applyForeignRefund = async (
  provider: PaymentProvider,
  refund: PayoutObject & { refunds: string },
  by: Source,
): Promise<void> => {
  await creditFirst(provider, refund.refunds, by);
  await transaction(async (client) => {
    const payment = await lockPaymentOf(provider.id, refund.refunds, client);
    const failed = refund.state === "failed";
    if (!payment || payment.currency !== refund.currency) {
      if (!failed)
        await unexplained(provider, refund, payment, payment ? "currency" : "unknown_payment", client);
      return;
    }
    const step = { objectId: refund.id, source: by.source ?? null };
    if (failed) {
      await reinstateDeposit(payment.id, { ...step, reverses: REFUNDED, step: "failed" }, client);
      return;
    }
    const { amount } = refund;
    const done = await reverseDeposit(
      payment.id,
      { ...step, step: REFUNDED, amount, reason: "refund" },
      client,
    );
    if (done !== "reversed" && done !== "known")
      await unexplained(
        provider,
        refund,
        payment,
        done === "not_credited" ? "unknown_payment" : "amount",
        client,
      );
  });
  scheduleRelay();
};

const close = statement({
  text: `
    update payment_dispute set result = 'closed', closed_at = clock_timestamp(), closed_by = $2
     where id = $1 and result is null and kind <> 'dispute' returning player_id as "playerId"`,
  params: [uuid, uuid],
  row: { playerId: uuid },
});

/** Closes a warning, review or inquiry that staff have looked at. A dispute is closed by its provider alone. False where there is none to close. */
export const closeDispute = async (id: string, staffId: string, client: pg.PoolClient): Promise<boolean> =>
  (await close.run([id, staffId], client)) > 0;

const openAt = statement({
  text: "select object_id as id from payment_dispute where provider = $1 and result is null order by opened_at limit 1000",
  params: [text],
  row: { id: text },
});

/** What a provider calls the disputes that are open here. */
export const openDisputes = async (provider: string): Promise<string[]> =>
  (await openAt.all([provider])).map(({ id }) => id);
