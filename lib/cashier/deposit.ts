import { createHash } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { type Currency, minBigint, parseMinor } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { playerBalance } from "#lib/ledger/index.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { bpchar, int8, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { checkGate, currencyOffered, limitRules } from "#lib/players/index.ts";
import { aboveLimits, leftOf, tightest } from "#lib/players/schema.ts";
import { depositLimitUse, hasDeposited } from "./limits.ts";
import { type Applied, applyObject } from "./payments/apply.ts";
import { CAUSES, DEPOSIT_STATES, endedWithoutMoney } from "./payments/states.ts";
import { insertPayment, type Payment, paymentOfKey } from "./payments/store.ts";
import { activeProvider } from "./providers/index.ts";
import type { PaymentProvider } from "./providers/provider.ts";
import type { CashierOffer, DepositInput, DepositLimits, DepositRefusal, DepositView } from "./schema.ts";
import { roomUnverified } from "./unverified.ts";

/** What may still be deposited in the running 24 hours: nothing, where not even the smallest deposit fits. */
const leftOfDay = (depositedToday: bigint, { minimum, perDay }: DepositLimits): bigint => {
  const left = perDay - depositedToday;
  return left < minimum ? 0n : left;
};

/**
 * Whether the amount is within the limits of one deposit and of the running 24 hours. The amount that a refusal names is the
 * tighter of the two: it is accepted when it is sent back, unless it is 0.
 */
export const decideDeposit = (
  amount: bigint,
  depositedToday: bigint,
  limits: DepositLimits,
): DepositRefusal | null => {
  const { minimum, maximum } = limits;
  const left = leftOfDay(depositedToday, limits);
  if (amount > left && left < maximum) return { code: "above_day_limit", left };
  if (amount < minimum) return { code: "below_minimum", minimum };
  return amount > maximum ? { code: "above_maximum", maximum } : null;
};

// By the database's clock.
const totalOfDay = statement({
  text: `
    select coalesce(sum(amount), 0)::bigint as total from payment
     where player_id = $1 and direction = 'deposit' and currency = $2 and state not in ('failed', 'canceled', 'expired')
       and created_at > clock_timestamp() - interval '24 hours'`,
  params: [uuid, bpchar],
  row: { total: int8 },
});

const depositedToday = async (
  playerId: string,
  currency: Currency,
  client?: pg.PoolClient,
): Promise<bigint> => (await totalOfDay.first([playerId, currency], client))?.total ?? 0n;

/** What the cashier offers now, or null when deposits are not set up on this site, or not in the player's currency. */
export const depositOffer = async (ctx: PlayerContext): Promise<CashierOffer | null> => {
  const provider = activeProvider();
  if (!provider || !(await currencyOffered(ctx.currency))) return null;
  const limits = provider.limits(ctx.currency);
  const deposited = await depositedToday(ctx.playerId, ctx.currency);
  const leftToday = leftOfDay(deposited, limits);
  const limit = tightest(await depositLimitUse(ctx.playerId));
  const unverified = await roomUnverified(ctx.playerId, ctx.currency);
  const allowed = minBigint(minBigint(leftToday, limits.maximum), unverified ?? limits.maximum);
  const highest = limit ? minBigint(allowed, leftOf(limit)) : allowed;
  return {
    provider: provider.id,
    currency: ctx.currency,
    limits,
    leftToday,
    limit,
    unverified,
    suggestions: provider.suggestions(ctx.currency).filter((amount) => amount <= highest),
  };
};

type Request = { id: string; amount: bigint; key: string; inputHash: Buffer };

/** What the key stands for: a deposit started now, one from before, or one from before of another amount. */
type Started = Result<{ payment: Payment; made: "now" | "before" | "otherwise" }, DepositRefusal>;

// Of limits, too: whoever changes one of the player's limits holds it.
const lockDeposits = statement({
  text: "select pg_advisory_xact_lock(hashtextextended('deposit:' || $1, 0))",
  params: [text],
  row: {},
});

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
  // One deposit of a player at a time, so that two at once cannot both fit under a limit.
  await lockDeposits.run([playerId], client);
  const before = await madeBefore(playerId, request, client);
  if (before) return before;
  const barred = await checkGate(playerId, "deposit", client);
  if (barred) return refuse(barred);
  const rules = await limitRules(playerId, client);
  const { missing, unanswered } = rules;
  if (missing.length > 0) return refuse({ code: "limits_required", missing });
  if (unanswered && !(await hasDeposited(playerId, client))) return refuse({ code: "limit_choice_required" });
  if (!(await currencyOffered(currency, client))) return refuse({ code: "currency_not_offered", currency });
  const room = await roomUnverified(playerId, currency, client);
  if (room !== null && request.amount > room) return refuse({ code: "identity_required", left: room });
  const reached = aboveLimits(request.amount, await depositLimitUse(playerId, client, rules));
  if (reached) return refuse(reached);
  const today = await depositedToday(playerId, currency, client);
  const refusal = decideDeposit(request.amount, today, provider.limits(currency));
  if (refusal) return refuse(refusal);
  const payment = await insertPayment(
    { ...request, playerId, direction: "deposit", provider: provider.id, method, currency },
    client,
  );
  return accept({ payment, made: "now" });
};

const newestStep = statement({
  text: `select p.state, t.cause from payment p join payment_transition t on t.payment_id = p.id and t.version = p.version where p.id = $1`,
  params: [uuid],
  row: { state: only(text, z.enum(DEPOSIT_STATES)), cause: only(text, z.enum(CAUSES)) },
});

/**
 * Brings money in. Starts the deposit, which reserves its amount; has the provider make its object, outside of any transaction; then applies
 * what the object says, as the provider's messages do later: a deposit may have succeeded by then, or wait for the player or the bank. Safe to
 * retry: the same key and amount go on where an earlier request stopped, and answer with the same deposit; another amount is refused
 * with the deposit that the key has made.
 * @param input the amount as plain decimal text in the player's currency
 */
export const deposit = async (
  ctx: PlayerContext,
  input: DepositInput,
): Promise<Result<DepositView, DepositRefusal>> => {
  const provider = activeProvider();
  const method = provider?.capabilities.find(({ directions }) => directions.includes("deposit"))?.method;
  if (!provider || !method) return refuse({ code: "no_provider" });
  const amount = parseMinor(input.amount, ctx.currency);
  if (amount === null || amount <= 0n) return refuse({ code: "amount_invalid" });
  const { playerId, currency } = ctx;
  const inputHash = createHash("sha256")
    .update(canonicalJson({ amount, currency, provider: provider.id }))
    .digest();
  // By the database's clock, which months and lists go by.
  const id = uuidv7(Math.floor(await databaseNowMs()));
  const request = { id, amount, key: input.idempotencyKey, inputHash };
  const started =
    (await madeBefore(playerId, request)) ??
    (await transaction((client) => start(client, ctx, provider, { ...request, method })));
  if (!started.ok) return started;
  const { payment, made } = started.value;
  if (made === "now") scheduleRelay();
  let applied: Applied = "unchanged";
  if (payment.state === "created") {
    const { amount: of } = payment;
    const object = await provider.create({ paymentId: payment.id, playerId, method, amount: of, currency });
    applied = await applyObject(provider, object, { cause: "request" });
  }
  const step = await newestStep.first([payment.id]);
  if (!step) throw new Error(`payment ${payment.id} is gone`);
  if (endedWithoutMoney(step.state)) return refuse({ code: "declined" });
  const { balance } = await playerBalance(playerId, currency);
  // The provider's own message may have been faster than this request.
  const first = applied !== "unchanged" || (made === "now" && step.cause === "provider");
  const view: DepositView = {
    id: payment.id,
    provider: payment.provider,
    amount: payment.amount,
    currency,
    state: step.state,
    at: payment.createdAt,
    balance,
    repeated: !first,
  };
  return made === "otherwise" ? refuse({ code: "key_reused", made: view }) : accept(view);
};
