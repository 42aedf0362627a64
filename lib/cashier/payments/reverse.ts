import type pg from "pg";
import { z } from "zod";
import { money } from "#lib/core/money.ts";
import { accountFor, recover, transfer } from "#lib/ledger/index.ts";
import { bool, int8, nullable, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { depositReversed } from "../events.ts";
import { REVERSAL_REASONS, type ReversalReason } from "./states.ts";
import { lockPayment, movementId, type Payment } from "./store.ts";

export type Reversal = {
  /** The provider's name for what took the money: a dispute, a recall, a block. */
  objectId: string;
  /** What of that object it was. The same object and step move money once. */
  step: string;
  /** Minor units of the deposit's currency. */
  amount: bigint;
  reason: ReversalReason;
  /** The provider's event or the member of staff. */
  source?: string | null;
};

/**
 * What a reversal has done: `reversed`, or `known` where it had been booked before. Nothing is booked of a deposit that was never credited
 * (`not_credited`), of more than is left of it (`above_deposit`), or of another amount than the same object and step had (`differs`).
 */
export type Reversed = "reversed" | "known" | "not_credited" | "above_deposit" | "differs";

const STORED = {
  id: uuid,
  paymentId: uuid,
  amount: int8,
  reason: only(text, z.enum(REVERSAL_REASONS)),
  transferId: uuid,
  reinstatesId: nullable(uuid),
};

const byId = statement({
  text: `select id, payment_id as "paymentId", amount, reason, transfer_id as "transferId", reinstates_id as "reinstatesId"
           from payment_reversal where id = $1`,
  params: [uuid],
  row: STORED,
});

const given = statement({
  text: "select exists (select from payment_reversal where reinstates_id = $1) as yes",
  params: [uuid],
  row: { yes: bool },
});

const taken = statement({
  text: "select amount - reversed as left from payment where id = $1",
  params: [uuid],
  row: { left: int8 },
});

const insert = statement({
  text: `
    with counted as (
      update payment set reversed = reversed + case when $10::uuid is null then $7::bigint else -$7::bigint end where id = $2
    )
    insert into payment_reversal (id, payment_id, provider, object_id, step, reason, amount, owed, transfer_id, reinstates_id, source)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
  params: [uuid, uuid, text, text, text, text, int8, int8, uuid, nullable(uuid), nullable(text)],
  row: {},
});

const REFERENCE = (id: string): string => `deposit:${id}`;
const CODE = "deposit_charged_back";

const announce = (
  { id, playerId, currency }: Payment,
  said: { amount: bigint; owed: bigint; reason: ReversalReason; reinstated: boolean },
  client: pg.PoolClient,
): Promise<void> =>
  publish(client, depositReversed, {
    depositId: id,
    playerId,
    currency,
    amount: said.amount.toString(),
    owed: said.owed.toString(),
    reason: said.reason,
    reinstated: said.reinstated,
  });

const credited = async (paymentId: string, client: pg.PoolClient): Promise<Payment | null> => {
  const payment = await lockPayment(paymentId, client);
  return payment?.direction === "deposit" && payment.state === "succeeded" ? payment : null;
};

/**
 * Books that a deposit, or a part of it, was taken back from outside after it had been credited: by a dispute, a refund that is not ours, a
 * recall, a reorganised chain. What is available of the player's cash goes back to the provider's clearing account; the rest is owed, and
 * whatever comes in repays it first. Does nothing where the same object and step were booked before.
 */
export const reverseDeposit = async (
  paymentId: string,
  { objectId, step, amount, reason, source = null }: Reversal,
  client: pg.PoolClient,
): Promise<Reversed> => {
  const payment = await credited(paymentId, client);
  if (!payment) return "not_credited";
  const { id, playerId, provider, currency } = payment;
  const reversalId = movementId(provider, objectId, step);
  const before = await byId.first([reversalId], client);
  if (before) return before.paymentId === id && before.amount === amount ? "known" : "differs";
  const left = (await taken.first([id], client))?.left ?? 0n;
  if (amount <= 0n || amount > left) return "above_deposit";
  const moved = await recover(
    {
      id: reversalId,
      debit: await accountFor("player_cash", playerId, currency, "", client),
      credit: await accountFor("deposits_clearing", null, currency, provider, client),
      amount: money(currency, amount),
      code: CODE,
      reference: REFERENCE(id),
    },
    movementId(provider, objectId, `${step}:owed`),
    client,
  );
  if (!moved.ok) throw new Error(`a deposit could not be reversed: ${moved.refusal.code}`);
  const { owed } = moved.value;
  await insert.run(
    [reversalId, id, provider, objectId, step, reason, amount, owed, reversalId, null, source],
    client,
  );
  await announce(payment, { amount, owed, reason, reinstated: false }, client);
  return "reversed";
};

/** Names a reversal, and what gives its money back. */
export type Reinstatement = {
  objectId: string;
  /** The step that took the money. */
  reverses: string;
  /** The step that gives it back. */
  step: string;
  source?: string | null;
};

/**
 * Books the exact reverse of one reversal: all that it took is the player's again, and repays what the player still owes. Does nothing where
 * the same object and step were booked before; `unknown` where there is no such reversal, or its money was given back already.
 */
export const reinstateDeposit = async (
  paymentId: string,
  { objectId, reverses, step, source = null }: Reinstatement,
  client: pg.PoolClient,
): Promise<"reinstated" | "known" | "unknown"> => {
  const payment = await credited(paymentId, client);
  if (!payment) return "unknown";
  const { id, playerId, provider, currency } = payment;
  const reversal = await byId.first([movementId(provider, objectId, reverses)], client);
  if (reversal?.paymentId !== id || reversal.reinstatesId !== null) return "unknown";
  const givenId = movementId(provider, objectId, step);
  const before = await byId.first([givenId], client);
  if (before) return before.reinstatesId === reversal.id ? "known" : "unknown";
  if ((await given.first([reversal.id], client))?.yes) return "unknown";
  const { amount, reason } = reversal;
  const moved = await transfer(
    [
      {
        id: givenId,
        debit: await accountFor("deposits_clearing", null, currency, provider, client),
        credit: await accountFor("player_cash", playerId, currency, "", client),
        amount: money(currency, amount),
        code: `${CODE}_reversed`,
        reference: REFERENCE(id),
        reversesId: reversal.transferId,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`a deposit could not be reinstated: ${moved.refusal.code}`);
  await insert.run(
    [givenId, id, provider, objectId, step, reason, amount, 0n, givenId, reversal.id, source],
    client,
  );
  await announce(payment, { amount, owed: 0n, reason, reinstated: true }, client);
  return "reinstated";
};
