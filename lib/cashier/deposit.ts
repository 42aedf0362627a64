import { createHash } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { parseMinor } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { playerBalance } from "#lib/ledger/index.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { bpchar, nullable, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { checkRegister, policyFor } from "#lib/players/index.ts";
import { admitDeposit, lockPayments } from "./admission.ts";
import { isBlocked } from "./desk/instruments.ts";
import { customerAt, instrumentObject } from "./instruments.ts";
import { type Applied, applyObject } from "./payments/apply.ts";
import { CAUSES, DEPOSIT_STATES, endedWithoutMoney } from "./payments/states.ts";
import { insertPayment, type Payment, paymentOfKey } from "./payments/store.ts";
import { type MethodOfProvider, methodsFor } from "./providers/index.ts";
import type { PaymentObject, PaymentProvider, PaysWith } from "./providers/provider.ts";
import type { DepositInput, DepositRefusal, DepositView } from "./schema.ts";

type Request = { id: string; amount: bigint; key: string; inputHash: Buffer };

/** What the key stands for: a deposit started now, one from before, or one from before of another amount. */
type Started = Result<{ payment: Payment; made: "now" | "before" | "otherwise" }, DepositRefusal>;

/** What the key has made already, or null. */
const madeBefore = async (
  playerId: string,
  request: Request,
  client?: pg.PoolClient,
): Promise<Started | null> => {
  const found = await paymentOfKey(playerId, request, client);
  return found && accept({ payment: found, made: found.same ? "before" : "otherwise" });
};

/** Reserves the amount: from now on it counts towards every limit, until the deposit has ended without money. */
const start = async (
  client: pg.PoolClient,
  ctx: PlayerContext,
  provider: PaymentProvider,
  { method, ...request }: Request & { method: string },
): Promise<Started> => {
  const { playerId, currency } = ctx;
  await lockPayments(playerId, client);
  const before = await madeBefore(playerId, request, client);
  if (before) return before;
  const { amount } = request;
  const refusal = await admitDeposit(
    { playerId, currency, amount, limits: provider.limits(currency) },
    client,
  );
  if (refusal) return refuse(refusal);
  const payment = await insertPayment(
    { ...request, playerId, direction: "deposit", provider: provider.id, method, currency },
    client,
  );
  return accept({ payment, made: "now" });
};

const newestStep = statement({
  text: `
    select p.state, p.reason, t.cause from payment p join payment_transition t on t.payment_id = p.id and t.version = p.version
     where p.id = $1`,
  params: [uuid],
  row: {
    state: only(text, z.enum(DEPOSIT_STATES)),
    reason: nullable(text),
    cause: only(text, z.enum(CAUSES)),
  },
});

const accountOf = statement({
  text: "select email, country from players_player_view where id = $1",
  params: [uuid],
  row: { email: text, country: bpchar },
});

/** What the player pays with, and whether the law of the country allows it: asked before any money moves. */
const payingWith = async (
  playerId: string,
  { provider, method }: MethodOfProvider,
  { token, instrumentId }: DepositInput,
): Promise<Result<PaysWith | null, DepositRefusal>> => {
  if (!provider.inspect || method !== "card") return accept(null);
  const saved = instrumentId && (await instrumentObject(instrumentId, playerId, provider.id));
  const payWith = saved ? { saved } : token ? { token } : null;
  const facts = payWith && (await provider.inspect(payWith));
  if (!facts) return refuse({ code: "card_invalid" });
  const { fingerprint } = facts;
  if (await isBlocked({ instrumentId: saved ? (instrumentId ?? null) : null, fingerprint }))
    return refuse({ code: "declined", reason: "declined" });
  const account = await accountOf.first([playerId]);
  const { payments } = policyFor(account?.country ?? "", new Date(await databaseNowMs()));
  // Of a Link wallet nobody says whether there is a credit card behind it.
  const mayBeCredit = facts.funding === "credit" || facts.brand === "link";
  return mayBeCredit && !payments.creditCards ? refuse({ code: "credit_card" }) : accept(payWith);
};

const begin = async (
  ctx: PlayerContext,
  payment: Payment,
  provider: PaymentProvider,
  payWith: PaysWith | null,
): Promise<PaymentObject> => {
  const { playerId } = ctx;
  const account = await accountOf.first([playerId]);
  const { id: paymentId, method, amount, currency } = payment;
  const customer = await customerAt(provider, { playerId, email: account?.email ?? "" });
  const returnUrl = new URL(`/cashier/payments/${paymentId}`, env().PUBLIC_URL).href;
  return provider.create({ paymentId, playerId, method, amount, currency, payWith, customer, returnUrl });
};

/** The object of a payment as it is now. Made, where there is none yet; null once the payment has ended. */
const objectNow = async (
  ctx: PlayerContext,
  payment: Payment,
  provider: PaymentProvider,
  payWith: PaysWith | null,
): Promise<PaymentObject | null> => {
  if (payment.state === "created") return begin(ctx, payment, provider, payWith);
  const waits = payment.state === "requires_action" || payment.state === "processing";
  return waits && payment.objectId ? provider.fetch(payment.objectId) : null;
};

/**
 * Brings money in. Looks at what the player pays with; starts the deposit, which reserves its amount; has the provider make its object, outside of
 * any transaction; then applies what the object says, as the provider's messages do later: a deposit may have succeeded by then, or wait for the
 * player or the bank. Safe to retry: the same key and amount go on where an earlier request stopped, and answer with the same
 * deposit; another amount is refused with the deposit that the key has made.
 * @param input the amount as plain decimal text in the player's currency
 */
export const deposit = async (
  ctx: PlayerContext,
  input: DepositInput,
): Promise<Result<DepositView, DepositRefusal>> => {
  const { playerId, currency } = ctx;
  const offered = methodsFor("deposit", currency);
  const by = input.method ? offered.find(({ method }) => method === input.method) : offered[0];
  if (!by) return refuse({ code: "no_provider" });
  const { provider, method } = by;
  const amount = parseMinor(input.amount, currency);
  if (amount === null || amount <= 0n) return refuse({ code: "amount_invalid" });
  const inputHash = createHash("sha256")
    .update(canonicalJson({ amount, currency, provider: provider.id }))
    .digest();
  // By the database's clock, which months and lists go by.
  const id = uuidv7(Math.floor(await databaseNowMs()));
  const request = { id, amount, key: input.idempotencyKey, inputHash };
  const before = await madeBefore(playerId, request);
  const checked = before ? null : await checkRegister(playerId, "deposit", ctx.clock.now());
  if (checked && !checked.ok) return checked;
  const paying =
    before?.ok && before.value.payment.state !== "created"
      ? accept(null)
      : await payingWith(playerId, by, input);
  if (!paying.ok) return paying;
  const started =
    before ?? (await transaction((client) => start(client, ctx, provider, { ...request, method })));
  if (!started.ok) return started;
  const { payment, made } = started.value;
  if (made === "now") scheduleRelay();
  const object = await objectNow(ctx, payment, provider, paying.value);
  const applied: Applied = object ? await applyObject(provider, object, { cause: "request" }) : "unchanged";
  const step = await newestStep.first([payment.id]);
  if (!step) throw new Error(`payment ${payment.id} is gone`);
  if (endedWithoutMoney(step.state)) return refuse({ code: "declined", reason: step.reason ?? "declined" });
  const { balance } = await playerBalance(playerId, currency);
  // The provider's own message may have been faster than this request.
  const first = applied !== "unchanged" || (made === "now" && step.cause === "provider");
  const view: DepositView = {
    id: payment.id,
    provider: payment.provider,
    amount: payment.amount,
    currency,
    state: step.state,
    action: step.state === "requires_action" ? (object?.action ?? null) : null,
    at: payment.createdAt,
    balance,
    repeated: !first,
  };
  return made === "otherwise" ? refuse({ code: "key_reused", made: view }) : accept(view);
};
