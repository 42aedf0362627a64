import { createHash } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { CURRENCY_CODES, type Currency } from "#lib/core/money.ts";
import {
  array,
  bool,
  bpchar,
  bytea,
  int4,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { paymentChanged } from "../events.ts";
import { type Cause, DIRECTIONS, type Direction, PAYMENT_STATES, type PaymentState } from "./states.ts";

export type Payment = {
  id: string;
  playerId: string;
  direction: Direction;
  provider: string;
  method: string;
  amount: bigint;
  currency: Currency;
  state: PaymentState;
  version: number;
  objectId: string | null;
  reason: string | null;
  instrumentId: string | null;
  createdAt: Date;
};

const ROW = {
  id: uuid,
  playerId: uuid,
  direction: only(text, z.enum(DIRECTIONS)),
  provider: text,
  method: text,
  amount: int8,
  currency: only(bpchar, z.enum(CURRENCY_CODES)),
  state: only(text, z.enum(PAYMENT_STATES)),
  version: int4,
  objectId: nullable(text),
  reason: nullable(text),
  instrumentId: nullable(uuid),
  createdAt: timestamptz,
};

const COLUMNS = `id, player_id as "playerId", direction, provider, method, amount, currency, state, version, object_id as "objectId",
  reason, instrument_id as "instrumentId", created_at as "createdAt"`;

const byId = statement({
  text: `select ${COLUMNS} from payment where id = $1 for update`,
  params: [uuid],
  row: ROW,
});

/** Locks a payment until the end of the transaction. */
export const lockPayment = async (id: string, client: pg.PoolClient): Promise<Payment | null> =>
  (await byId.first([id], client)) ?? null;

const byIds = statement({
  text: `select ${COLUMNS} from payment where id = any($1) order by id for update`,
  params: [array(uuid)],
  row: ROW,
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As `lockPayment`, for many: always in the order of their ids. What is not an id names none. */
export const lockPaymentsById = (ids: readonly string[], client: pg.PoolClient): Promise<Payment[]> =>
  byIds.all([ids.filter((id) => UUID.test(id))], client);

const byObject = statement({
  text: `select ${COLUMNS} from payment where provider = $1 and object_id = $2 for update`,
  params: [text, text],
  row: ROW,
});

/** As `lockPayment`, by the provider's name for it. */
export const lockPaymentOf = async (
  provider: string,
  objectId: string,
  client: pg.PoolClient,
): Promise<Payment | null> => (await byObject.first([provider, objectId], client)) ?? null;

const byKey = statement({
  name: "payment-by-key",
  text: `select ${COLUMNS}, input_hash = $3 as same from payment where player_id = $1 and idempotency_key = $2`,
  params: [uuid, text, bytea],
  row: { ...ROW, same: bool },
});

/** What a player's key has made, and whether of the same input. */
export const paymentOfKey = async (
  playerId: string,
  { key, inputHash }: { key: string; inputHash: Buffer },
  client?: pg.PoolClient,
): Promise<(Payment & { same: boolean }) | null> =>
  (await byKey.first([playerId, key, inputHash], client)) ?? null;

export type NewPayment = Pick<
  Payment,
  "id" | "playerId" | "direction" | "provider" | "method" | "amount" | "currency"
> & { key: string; inputHash: Buffer; cause?: Cause; source?: string };

const insert = statement({
  text: `
    with made as (
      insert into payment (id, player_id, direction, provider, method, amount, currency, state, idempotency_key, input_hash)
      values ($1, $2, $3, $4, $5, $6, $7, case $3 when 'deposit' then 'created' else 'requested' end, $8, $9)
      returning *
    ), begun as (
      insert into payment_transition (payment_id, version, direction, to_state, cause, source)
      select id, version, direction, state, $10, $11 from made
    )
    select ${COLUMNS} from made`,
  params: [uuid, uuid, text, text, text, int8, bpchar, text, bytea, text, nullable(text)],
  row: ROW,
});

/** Writes a payment in its first state, with its first transition and event; a player's request is the cause unless another is given. */
export const insertPayment = async (payment: NewPayment, client: pg.PoolClient): Promise<Payment> => {
  const { id, playerId, direction, provider, method, amount, currency, key, inputHash } = payment;
  const { cause = "request", source = null } = payment;
  const made = await insert.first(
    [id, playerId, direction, provider, method, amount, currency, key, inputHash, cause, source],
    client,
  );
  if (!made) throw new Error("a payment was not written");
  await announce(made, client);
  return made;
};

const announce = ({ id, playerId, direction, state, version }: Payment, client: pg.PoolClient) =>
  publish(client, paymentChanged, { paymentId: id, playerId, direction, state, version });

const step = statement({
  text: `
    with moved as (
      update payment set state = $4, version = version + 1, reason = $5, transfer_id = coalesce($6, transfer_id),
                         changed_at = clock_timestamp()
       where id = $1 and version = $2 and state = $3 returning *
    ), stepped as (
      insert into payment_transition (payment_id, version, direction, from_state, to_state, cause, source)
      select id, version, direction, $3, state, $7, $8 from moved
    )
    select ${COLUMNS} from moved`,
  params: [uuid, int4, text, text, nullable(text), nullable(uuid), text, nullable(text)],
  row: ROW,
});

export type Step = {
  to: PaymentState;
  cause: Cause;
  /** The provider's event, the check, or the member of staff. */
  source?: string | null;
  /** Why it failed, in a word that pages know. */
  reason?: string | null;
  transferId?: string;
};

/**
 * Takes a payment one step on from the version that the caller has read: row, transition and event are written together. A step
 * that `payment_step` does not list violates a foreign key; a payment that has moved meanwhile is a fault. Nothing is written either way.
 */
export const takeStep = async (
  payment: Payment,
  { to, cause, source = null, reason = null, transferId }: Step,
  client: pg.PoolClient,
): Promise<Payment> => {
  const moved = await step.first(
    [payment.id, payment.version, payment.state, to, reason, transferId ?? null, cause, source],
    client,
  );
  if (!moved) throw new Error(`payment ${payment.id} has left version ${payment.version}`);
  await announce(moved, client);
  return moved;
};

const bind = statement({
  text: "update payment set object_id = $2 where id = $1 and object_id is null",
  params: [uuid, text],
  row: {},
});

/** Remembers the provider's name for a payment. It is never changed. */
export const bindObject = async (
  payment: Payment,
  objectId: string,
  client: pg.PoolClient,
): Promise<Payment> => {
  if (payment.objectId !== null) return payment;
  await bind.run([payment.id, objectId], client);
  return { ...payment, objectId };
};

const mayStep = statement({
  name: "payment-may-step",
  text: "select exists (select from payment_step where direction = $1 and from_state = $2 and to_state = $3) as may",
  params: [text, text, text],
  row: { may: bool },
});

/** Whether a payment may go from its state to this one. */
export const mayStepTo = async (
  { direction, state }: Pick<Payment, "direction" | "state">,
  to: PaymentState,
  client: pg.PoolClient,
): Promise<boolean> => (await mayStep.first([direction, state, to], client))?.may ?? false;

/**
 * The id of the transfer that one step of one object at a provider makes: always the same, so that it moves money once, whatever
 * is delivered twice. A UUID of version 8 (RFC 9562) from the SHA-256 of the three.
 */
export const movementId = (provider: string, objectId: string, step: string): string => {
  const hex = createHash("sha256")
    .update(JSON.stringify([provider, objectId, step]))
    .digest("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
