import { createHash } from "node:crypto";
import type pg from "pg";
import { isUuid, uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { isCurrency, money } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import {
  bool,
  bpchar,
  type Connection,
  int8,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { admitDeposit, lockPayments } from "../admission.ts";
import { depositLimitUse } from "../limits.ts";
import { creditDeposit } from "../payments/credit.ts";
import {
  bindObject,
  insertPayment,
  lockPayment,
  lockPaymentOf,
  mayStepTo,
  movementId,
  takeStep,
} from "../payments/store.ts";
import { providerNamed } from "../providers/index.ts";
import type { DepositRefusal } from "../schema.ts";
import type { ExceptionRow, ResolveRefusal } from "./schema.ts";

const QUEUE_MAX = 200;

const ROW = {
  id: uuid,
  provider: text,
  objectId: text,
  problem: text,
  amount: int8,
  currency: text,
  paymentId: nullable(uuid),
  transferId: nullable(uuid),
  resolved: bool,
};

const COLUMNS = `e.id, e.provider, e.object_id as "objectId", e.problem, e.amount, e.currency, e.payment_id as "paymentId",
  e.transfer_id as "transferId", e.resolution is not null as resolved`;

const open = statement({
  text: `
    select ${COLUMNS}, e.opened_at as "openedAt", l.email, r.state as "returnState",
           (select f.reason from payment_return f where f.exception_id = e.id and f.state = 'failed' order by f.changed_at desc limit 1) as "returnFailed"
      from payment_exception e
      left join payment p on p.id = e.payment_id
      left join players_player_view l on l.id = p.player_id
      left join payment_return r on r.exception_id = e.id and r.state <> 'failed'
     where e.resolution is null order by e.opened_at limit ${QUEUE_MAX}`,
  params: [],
  row: {
    ...ROW,
    openedAt: timestamptz,
    email: nullable(text),
    returnState: nullable(text),
    returnFailed: nullable(text),
  },
});

/** Money in suspense and objects that match no payment, the oldest first. */
export const openExceptions = async (): Promise<ExceptionRow[]> =>
  (await open.all([])).map(({ transferId, resolved: _, ...row }) => ({
    ...row,
    suspended: transferId !== null,
  }));

const byId = statement({
  text: `select ${COLUMNS} from payment_exception e where e.id = $1 for update`,
  params: [uuid],
  row: ROW,
});

const returning = statement({
  text: "select exists (select from payment_return where exception_id = $1 and state <> 'failed') as yes",
  params: [uuid],
  row: { yes: bool },
});

export type Exception = {
  id: string;
  provider: string;
  objectId: string;
  problem: string;
  amount: bigint;
  currency: string;
  paymentId: string | null;
  transferId: string | null;
  resolved: boolean;
};

/** Locks an exception that nobody has resolved, and that is not on its way back. */
export const lockException = async (
  id: string,
  client: pg.PoolClient,
): Promise<Result<Exception, ResolveRefusal>> => {
  const found = await byId.first([id], client);
  if (!found) return refuse({ code: "unknown_exception" });
  const busy = found.resolved || (await returning.first([id], client))?.yes;
  return busy ? refuse({ code: "already_resolved" }) : accept(found);
};

/** Takes the money of an exception out of suspense again: the exact reverse of the transfer that put it there. Answers the transfer's id. */
export const releaseSuspense = async (exception: Exception, client: pg.PoolClient): Promise<string> => {
  const { provider, objectId, amount, currency, transferId } = exception;
  if (!isCurrency(currency) || transferId === null)
    throw new Error(`exception ${exception.id} has no money in suspense`);
  const id = movementId(provider, objectId, "released");
  const moved = await transfer(
    [
      {
        id,
        debit: await accountFor("suspense", null, currency, provider, client),
        credit: await accountFor("deposits_clearing", null, currency, provider, client),
        amount: money(currency, amount),
        code: "deposit_suspended_reversed",
        reference: `payment:${objectId}`,
        reversesId: transferId,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`money could not leave suspense: ${moved.refusal.code}`);
  return id;
};

const resolve = statement({
  text: `
    update payment_exception
       set resolution = $2, resolved_by = $3, resolved_at = clock_timestamp(), resolved_transfer_id = $4, assigned_payment_id = $5
     where id = $1 and resolution is null`,
  params: [uuid, text, uuid, nullable(uuid), nullable(uuid)],
  row: {},
});

type Resolution = {
  resolution: "assigned" | "returned" | "dismissed";
  staffId: string;
  transferId: string | null;
  paymentId?: string;
};

/** Ends an exception. A deposit that waited for it has failed: its money, if there was any, went another way. */
export const resolveException = async (
  exception: Exception,
  { resolution, staffId, transferId, paymentId }: Resolution,
  client: pg.PoolClient,
): Promise<void> => {
  if ((await resolve.run([exception.id, resolution, staffId, transferId, paymentId ?? null], client)) !== 1)
    throw new Error(`exception ${exception.id} was resolved twice`);
  const waiting = exception.paymentId ? await lockPayment(exception.paymentId, client) : null;
  if (waiting?.state === "in_review" && (await mayStepTo(waiting, "failed", client)))
    await takeStep(
      waiting,
      { to: "failed", cause: "staff", source: staffId, reason: exception.problem },
      client,
    );
};

const playerBy = statement({
  text: `
    select id, currency from players_player_view where ($1::uuid is not null and id = $1) or ($2::text is not null and email = lower($2)) limit 1`,
  params: [nullable(uuid), nullable(text)],
  row: { id: uuid, currency: bpchar },
});

/** A player by id or email address. */
export const playerNamed = async (
  named: string,
  client?: Connection,
): Promise<{ id: string; currency: string } | null> => {
  const id = isUuid(named.toLowerCase()) ? named.toLowerCase() : null;
  return (await playerBy.first([id, id ? null : named], client)) ?? null;
};

/** The limits that a player has set, and what is used of each, as a reviewer reads them: "deposit day 4000 of 10000 EUR". */
export const limitsText = async (named: string): Promise<string> => {
  const player = await playerNamed(named);
  const limits = player ? await depositLimitUse(player.id) : [];
  return limits
    .map(({ kind, period, used, amount }) => `${kind} ${period} ${used} of ${amount} ${player?.currency}`)
    .join(", ");
};

export type AssignRefusal = ResolveRefusal | Exclude<DepositRefusal, { code: "key_reused" | "declined" }>;

/**
 * Credits money that waits in suspense to a player, as a deposit like any other: account, law, limits and identity decide. Only the operator's own
 * smallest and largest deposit do not bind staff.
 */
export const assignException = async (
  { exceptionId, player: named, staffId }: { exceptionId: string; player: string; staffId: string },
  client: pg.PoolClient,
): Promise<Result<{ paymentId: string; playerId: string }, AssignRefusal>> => {
  const player = await playerNamed(named, client);
  if (!player) return refuse({ code: "unknown_player" });
  await lockPayments(player.id, client);
  const locked = await lockException(exceptionId, client);
  if (!locked.ok) return locked;
  const { provider, objectId, amount, currency, transferId } = locked.value;
  if (transferId === null) return refuse({ code: "no_money" });
  if (!isCurrency(currency) || currency !== player.currency) return refuse({ code: "other_currency" });
  const limits = { minimum: 0n, maximum: amount, perDay: 2n ** 62n };
  const barred = await admitDeposit({ playerId: player.id, currency, amount, limits }, client);
  if (barred) return refuse(barred as AssignRefusal);
  const released = await releaseSuspense(locked.value, client);
  const capabilities = providerNamed(provider)?.capabilities ?? [];
  const taking = capabilities.find(({ directions }) => directions.includes("deposit"));
  const method = (taking ?? capabilities[0])?.method ?? provider;
  const made = await insertPayment(
    {
      id: uuidv7(Math.floor(await databaseNowMs())),
      playerId: player.id,
      direction: "deposit",
      provider,
      method,
      amount,
      currency,
      key: exceptionId,
      inputHash: createHash("sha256").update(canonicalJson({ amount, currency, objectId })).digest(),
      cause: "staff",
      source: staffId,
    },
    client,
  );
  const taken = await lockPaymentOf(provider, objectId, client);
  const payment = taken ? made : await bindObject(made, objectId, client);
  await creditDeposit(payment, objectId, { cause: "staff", source: staffId }, client);
  await resolveException(
    locked.value,
    { resolution: "assigned", staffId, transferId: released, paymentId: payment.id },
    client,
  );
  return accept({ paymentId: payment.id, playerId: player.id });
};

/** Ends an exception behind which there is no money. */
export const dismissException = async (
  { exceptionId, staffId }: { exceptionId: string; staffId: string },
  client: pg.PoolClient,
): Promise<Result<null, ResolveRefusal>> => {
  const locked = await lockException(exceptionId, client);
  if (!locked.ok) return locked;
  if (locked.value.transferId !== null) return refuse({ code: "has_money" });
  await resolveException(locked.value, { resolution: "dismissed", staffId, transferId: null }, client);
  return accept(null);
};
