import { createHash } from "node:crypto";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { money, parseMinor } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { accountFor, closeHold, openHold } from "#lib/ledger/index.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { statement, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { checkGate } from "#lib/players/index.ts";
import { lockPayments } from "../admission.ts";
import { insertPayment, type Payment, paymentOfKey } from "../payments/store.ts";
import { providerNamed } from "../providers/index.ts";
import type { WithdrawalInput, WithdrawalRefusal, WithdrawalView } from "../schema.ts";
import { destinationsOf } from "./destinations.ts";

/** The hold of a withdrawal is ended by its steps and never by time. */
export const NO_END = new Date(Date.UTC(9999, 11, 31));

const setInstrument = statement({
  text: "update payment set instrument_id = $2 where id = $1",
  params: [uuid, uuid],
  row: {},
});

const viewOf = (payment: Payment, repeated: boolean): WithdrawalView => ({
  id: payment.id,
  amount: payment.amount,
  currency: payment.currency,
  state: payment.state,
  at: payment.createdAt,
  repeated,
});

const begin = async (
  client: pg.PoolClient,
  ctx: PlayerContext,
  input: WithdrawalInput,
  request: { id: string; amount: bigint; key: string; inputHash: Buffer },
): Promise<Result<WithdrawalView, WithdrawalRefusal>> => {
  const { playerId, currency } = ctx;
  await lockPayments(playerId, client);
  const before = await paymentOfKey(playerId, request, client);
  if (before) return before.same ? accept(viewOf(before, true)) : refuse({ code: "key_reused" });
  const barred = await checkGate(playerId, "withdraw", client);
  if (barred) return refuse(barred);
  const { available, destinations } = await destinationsOf(ctx, client);
  const to = destinations.find(
    ({ method, instrument }) =>
      method === input.method && (instrument?.id ?? null) === (input.instrumentId ?? null),
  );
  if (!to) return refuse({ code: "no_destination" });
  const minimum = providerNamed(to.provider)?.limits(currency).minimum ?? 0n;
  const { id, amount } = request;
  if (amount > available) return refuse({ code: "above_available", available });
  if (amount > to.maximum) return refuse({ code: "above_destination", maximum: to.maximum });
  // Less than the minimum may leave only together with everything else that is there.
  if (amount < minimum && amount !== available) return refuse({ code: "below_minimum", minimum });
  const { method, provider } = to;
  const payment = await insertPayment(
    { ...request, playerId, direction: "withdrawal", provider, method, currency },
    client,
  );
  if (to.instrument) await setInstrument.run([id, to.instrument.id], client);
  const held = await openHold(
    {
      id,
      debit: await accountFor("player_cash", playerId, currency, "", client),
      credit: await accountFor("withdrawals_pending", null, currency, provider, client),
      amount: money(currency, amount),
      code: "withdrawal",
      reference: `withdrawal:${id}`,
    },
    NO_END,
    client,
  );
  if (held.ok) return accept(viewOf(payment, false));
  throw held.refusal.code === "insufficient_funds"
    ? new Short(held.refusal.available)
    : new Error("the id of a withdrawal's hold was used before");
};

/** Leaves the transaction when the money has been spent meanwhile. */
class Short extends Error {
  readonly available: bigint;
  constructor(available: bigint) {
    super("insufficient_funds");
    this.available = available;
  }
}

/**
 * Asks for a withdrawal: the money is held in the same commit, so that it cannot be bet. Checks follow by themselves. Safe to retry: the same
 * key and input answer with the same withdrawal.
 * @param input the amount as plain decimal text in the player's currency
 */
export const withdraw = async (
  ctx: PlayerContext,
  input: WithdrawalInput,
): Promise<Result<WithdrawalView, WithdrawalRefusal>> => {
  const amount = parseMinor(input.amount, ctx.currency);
  if (amount === null || amount <= 0n) return refuse({ code: "amount_invalid" });
  const { method, instrumentId = null } = input;
  const inputHash = createHash("sha256")
    .update(canonicalJson({ amount, currency: ctx.currency, method, instrumentId }))
    .digest();
  const id = uuidv7(Math.floor(await databaseNowMs()));
  try {
    const made = await transaction((client) =>
      begin(client, ctx, input, { id, amount, key: input.idempotencyKey, inputHash }),
    );
    if (made.ok) scheduleRelay();
    return made;
  } catch (error) {
    if (error instanceof Short) return refuse({ code: "above_available", available: error.available });
    throw error;
  }
};

/** Gives the held money back to the player. */
export const releaseHold = async (payment: Payment, client: pg.PoolClient): Promise<void> => {
  const closed = await closeHold(payment.id, { kind: "voided" }, client);
  if (!closed.ok) throw new Error(`the hold of withdrawal ${payment.id}: ${closed.refusal.code}`);
};
