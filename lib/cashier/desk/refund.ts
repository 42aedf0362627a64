import { createHash } from "node:crypto";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { isCurrency, money, parseMinor } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { accountFor, closeHold, openHold, transfer } from "#lib/ledger/index.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { bpchar, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { lockPayments } from "../admission.ts";
import { insertPayment, lockPayment, movementId, takeStep } from "../payments/store.ts";
import { methodsFor } from "../providers/index.ts";
import { NO_END } from "../withdrawals/withdraw.ts";
import type { AdjustRefusal, RefundRefusal } from "./schema.ts";

// What was neither refunded nor taken back from outside.
const leftOf = statement({
  text: `
    select (d.amount - d.reversed - coalesce((select sum(o.amount) from payout o where o.refunds_id = d.id and o.state <> 'failed'), 0))::bigint as left
      from payment d where d.id = $1`,
  params: [uuid],
  row: { left: int8 },
});

const plan = statement({
  text: "insert into payout (id, payment_id, provider, refunds_id, amount, currency) values ($1, $2, $3, $4, $5, $6)",
  params: [uuid, uuid, text, uuid, int8, bpchar],
  row: {},
});

const setInstrument = statement({
  text: "update payment set instrument_id = $2 where id = $1",
  params: [uuid, nullable(uuid)],
  row: {},
});

type Refund = { depositId: string; amount: string; staffId: string; key: string };

/**
 * Refunds a deposit, or a part of it, to the instrument that it came from: a withdrawal that staff ask for and approve, which takes the player's cash and
 * is sent in the same commit. Only of methods whose deposits are refunded.
 */
export const refundDeposit = async (
  { depositId, amount: typed, staffId, key }: Refund,
  client: pg.PoolClient,
): Promise<Result<{ paymentId: string }, RefundRefusal>> => {
  const found = await lockPayment(depositId, client);
  if (found?.direction !== "deposit" || found.state !== "succeeded" || found.objectId === null)
    return refuse({ code: "not_refundable" });
  const { playerId, provider, method, currency, instrumentId } = found;
  const way = methodsFor("withdrawal", currency).find(
    (each) => each.method === method && each.provider.id === provider,
  );
  if (!way || way.withdrawsTo === "instrument") return refuse({ code: "not_refundable" });
  const amount = parseMinor(typed, currency);
  if (amount === null || amount <= 0n) return refuse({ code: "amount_invalid" });
  await lockPayments(playerId, client);
  const left = (await leftOf.first([depositId], client))?.left ?? 0n;
  if (amount > left) return refuse({ code: "above_deposit", left });
  const id = uuidv7(Math.floor(await databaseNowMs()));
  const inputHash = createHash("sha256").update(canonicalJson({ amount, currency, depositId })).digest();
  const by = { cause: "staff", source: staffId } as const;
  const made = await insertPayment(
    { id, playerId, direction: "withdrawal", provider, method, amount, currency, key, inputHash, ...by },
    client,
  );
  await setInstrument.run([id, instrumentId], client);
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
  if (!held.ok) {
    if (held.refusal.code === "insufficient_funds")
      return refuse({ code: "above_available", available: held.refusal.available });
    throw new Error("the id of a refund's hold was used before");
  }
  const approved = await takeStep(made, { ...by, to: "approved" }, client);
  await plan.run([uuidv7(), id, provider, depositId, amount, currency], client);
  const transferId = movementId("withdrawal", id, "sent");
  const posted = await closeHold(id, { kind: "posted", transferId }, client);
  if (!posted.ok) throw new Error(`the hold of refund ${id}: ${posted.refusal.code}`);
  await takeStep(approved, { ...by, to: "sent", transferId }, client);
  return accept({ paymentId: id });
};

const currencyOf = statement({
  text: "select currency from players_player_view where id = $1",
  params: [uuid],
  row: { currency: bpchar },
});

type Adjustment = { playerId: string; direction: "credit" | "debit"; amount: string };

/** Corrects a player's cash by hand, against the operator's adjustments. Takes no more than is available. */
export const adjustBalance = async (
  { playerId, direction, amount: typed }: Adjustment,
  client: pg.PoolClient,
): Promise<Result<{ amount: bigint; currency: string }, AdjustRefusal>> => {
  const account = await currencyOf.first([playerId], client);
  if (!account || !isCurrency(account.currency)) return refuse({ code: "unknown_player" });
  const { currency } = account;
  const amount = parseMinor(typed, currency);
  if (amount === null || amount <= 0n) return refuse({ code: "amount_invalid" });
  const cash = await accountFor("player_cash", playerId, currency, "", client);
  const house = await accountFor("adjustments", null, currency, "", client);
  const id = uuidv7();
  const moved = await transfer(
    [
      {
        id,
        ...(direction === "credit" ? { debit: house, credit: cash } : { debit: cash, credit: house }),
        amount: money(currency, amount),
        code: "adjustment",
        reference: `adjustment:${id}`,
      },
    ],
    client,
  );
  if (moved.ok) return accept({ amount, currency });
  if (moved.refusal.code === "insufficient_funds")
    return refuse({ code: "above_available", available: moved.refusal.available });
  throw new Error("an adjustment used an id twice");
};
