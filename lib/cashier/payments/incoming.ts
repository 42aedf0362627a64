import { createHash } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { CURRENCY_CODES, type Currency } from "#lib/core/money.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { bpchar, only, statement, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { checkRegister } from "#lib/players/index.ts";
import { admitDeposit, lockPayments } from "../admission.ts";
import { type Exchange, exchangeOnArrival } from "../fx/arrival.ts";
import { keepInstrument } from "../instruments.ts";
import type { InstrumentFacts } from "../providers/provider.ts";
import type { DepositLimits } from "../schema.ts";
import { creditDeposit } from "./credit.ts";
import { bindObject, insertPayment, lockPaymentOf, movementId } from "./store.ts";
import { suspend, wasSuspended } from "./suspense.ts";

/** Money that a provider has received without our asking for it: a bank transfer, a payment on a chain. */
export type IncomingMoney = {
  provider: string;
  method: string;
  /** Unique at the provider, for ever: it is credited or suspended once. */
  objectId: string;
  /** Whose it is. Null where nothing says so for certain. */
  playerId: string | null;
  amount: bigint;
  currency: Currency;
  /** What speaks against crediting it, as the provider's code found: "payer_name". Null where nothing does. */
  problem: string | null;
  /** What the operator allows in one deposit by this method, in the currency of the player's account. */
  limits: DepositLimits;
  instrument: InstrumentFacts | null;
  /** The statement, block or event that it was read from. */
  source: string;
};

export type Received = { outcome: "credited"; paymentId: string } | { outcome: "suspended" | "known" };

const currencyOf = statement({
  text: "select currency from players_player_view where id = $1",
  params: [uuid],
  row: { currency: only(bpchar, z.enum(CURRENCY_CODES)) },
});

const insertCredited = async (
  money: IncomingMoney & { playerId: string; exchange: Exchange | null },
  client: pg.PoolClient,
): Promise<string> => {
  const { provider, method, objectId, playerId, instrument, source, exchange } = money;
  const amount = exchange?.credited ?? money.amount;
  const currency = exchange?.to ?? money.currency;
  const by = { cause: "provider", source } as const;
  const id = uuidv7(Math.floor(await databaseNowMs()));
  const inputHash = createHash("sha256")
    .update(canonicalJson({ amount, currency, provider, objectId }))
    .digest();
  const key = movementId(provider, objectId, "received");
  const made = await insertPayment(
    { id, playerId, direction: "deposit", provider, method, amount, currency, key, inputHash, ...by },
    client,
  );
  const payment = await bindObject(made, objectId, client);
  if (instrument) await keepInstrument(payment, instrument, client);
  await creditDeposit(payment, objectId, by, client, exchange);
  return id;
};

/** What the player would be credited, in the currency of their account; a word where nothing may be. */
const decide = async (
  money: IncomingMoney,
  client: pg.PoolClient,
): Promise<string | { playerId: string; exchange: Exchange | null }> => {
  const { playerId, currency, amount } = money;
  const account = playerId !== null && (await currencyOf.first([playerId], client));
  if (playerId === null || !account) return "no_player";
  const isOther = account.currency !== currency;
  const exchange = isOther ? await exchangeOnArrival(amount, currency, account.currency, client) : null;
  if (isOther && !exchange) return "currency";
  const credited = exchange && { amount: exchange.credited, currency: exchange.to };
  const refusal = await admitDeposit({ ...money, ...credited, playerId }, client);
  return refusal?.code ?? { playerId, exchange };
};

/**
 * Credits money that arrived unasked as a deposit of the player, if nothing speaks against it and the player may deposit it under every gate and
 * limit; otherwise it waits in suspense for staff. Money in another currency is credited at the rate of now. Once for each object, however often it is read.
 */
export const receiveMoney = async (money: IncomingMoney): Promise<Received> => {
  const { provider, objectId, playerId } = money;
  const register = playerId === null ? null : await checkRegister(playerId, "deposit", new Date());
  const received = await transaction(async (client): Promise<Received> => {
    // Of the object: whoever reads it at the same time waits. Of the player: limits.
    await lockPayments(`${provider} ${objectId}`, client);
    if (playerId !== null) await lockPayments(playerId, client);
    if (await lockPaymentOf(provider, objectId, client)) return { outcome: "known" };
    if (await wasSuspended(provider, objectId, client)) return { outcome: "known" };
    const barred = register && !register.ok ? register.refusal.code : null;
    const decided = money.problem ?? barred ?? (await decide(money, client));
    if (typeof decided !== "string")
      return { outcome: "credited", paymentId: await insertCredited({ ...money, ...decided }, client) };
    const { amount, currency } = money;
    await suspend(
      { provider, objectId, amount, currency, problem: decided, paymentId: null, paid: true },
      client,
    );
    return { outcome: "suspended" };
  });
  if (received.outcome === "credited") scheduleRelay();
  return received;
};
