import { createHash } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { CURRENCY_CODES, type Currency, minBigint, money, parseMinor } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { accountFor, playerBalance, transfer } from "#lib/ledger/index.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { db, type Prisma } from "#lib/platform/database/db.ts";
import { bpchar, int8, nullable, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { limitUsed } from "#lib/players/events.ts";
import { checkGate, currencyOffered } from "#lib/players/index.ts";
import { aboveLimits, leftOf, reaches, tightest } from "#lib/players/schema.ts";
import { depositCompleted } from "./events.ts";
import { depositLimitUse } from "./limits.ts";
import { activeProvider } from "./providers/index.ts";
import type { DepositProvider } from "./providers/provider.ts";
import type { CashierOffer, DepositInput, DepositLimits, DepositRefusal, DepositView } from "./schema.ts";

const STORED = {
  id: true,
  provider: true,
  amount: true,
  currency: true,
  status: true,
  inputHash: true,
  createdAt: true,
} satisfies Prisma.DepositSelect;

type DepositRow = Prisma.DepositGetPayload<{ select: typeof STORED }>;

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
    select coalesce(sum(amount), 0)::bigint as total from deposit
     where player_id = $1 and currency = $2 and status <> 'failed' and created_at > clock_timestamp() - interval '24 hours'`,
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
  const allowed = minBigint(leftToday, limits.maximum);
  const highest = limit ? minBigint(allowed, leftOf(limit)) : allowed;
  return {
    provider: provider.id,
    currency: ctx.currency,
    limits,
    leftToday,
    limit,
    suggestions: provider.suggestions(ctx.currency).filter((amount) => amount <= highest),
  };
};

type Request = { id: string; amount: bigint; key: string; inputHash: Buffer };

/** What the key stands for: a deposit started now, one from before, or one from before of another amount. */
type Started = Result<{ row: DepositRow; made: "now" | "before" | "otherwise" }, DepositRefusal>;

// Of limits, too: whoever changes one of the player's limits holds it.
const lockDeposits = statement({
  text: "select pg_advisory_xact_lock(hashtextextended('deposit:' || $1, 0))",
  params: [text],
  row: {},
});

/** What the key has made already, or null. */
const madeBefore = async (
  playerId: string,
  { key, inputHash }: Request,
  client?: pg.PoolClient,
): Promise<Started | null> => {
  const row = await db(client).deposit.findUnique({
    select: STORED,
    where: { playerId_idempotencyKey: { playerId, idempotencyKey: key } },
  });
  return row && accept({ row, made: inputHash.equals(row.inputHash) ? "before" : "otherwise" });
};

/** Reserves the amount: from now on it counts towards every limit, until the deposit has failed. */
const start = async (
  client: pg.PoolClient,
  ctx: PlayerContext,
  provider: DepositProvider,
  request: Request,
): Promise<Started> => {
  const { playerId, currency } = ctx;
  // One deposit of a player at a time, so that two at once cannot both fit under a limit.
  await lockDeposits.run([playerId], client);
  const before = await madeBefore(playerId, request, client);
  if (before) return before;
  const barred = await checkGate(playerId, "deposit", client);
  if (barred) return refuse(barred);
  if (!(await currencyOffered(currency, client))) return refuse({ code: "currency_not_offered", currency });
  const reached = aboveLimits(request.amount, await depositLimitUse(playerId, client));
  if (reached) return refuse(reached);
  const today = await depositedToday(playerId, currency, client);
  const refusal = decideDeposit(request.amount, today, provider.limits(currency));
  if (refusal) return refuse(refusal);
  const row = await db(client).deposit.create({
    select: STORED,
    data: {
      id: request.id,
      playerId,
      provider: provider.id,
      amount: request.amount,
      currency,
      status: "started",
      idempotencyKey: request.key,
      inputHash: new Uint8Array(request.inputHash),
    },
  });
  return accept({ row, made: "now" });
};

const lockDeposit = statement({
  text: "select provider, amount, currency, status from deposit where id = $1 for update",
  params: [uuid],
  row: { provider: text, amount: int8, currency: only(bpchar, z.enum(CURRENCY_CODES)), status: text },
});

/**
 * Books a deposit that its provider has authorised, once: true where this call did it. One that was given up meanwhile is booked all
 * the same: the money has been taken.
 */
const complete = async (client: pg.PoolClient, { playerId }: PlayerContext, id: string): Promise<boolean> => {
  const row = await lockDeposit.first([id], client);
  if (!row) throw new Error(`deposit ${id} is gone`);
  const { provider, amount, currency, status } = row;
  if (status === "completed") return false;
  const moved = await transfer(
    [
      {
        id,
        debit: await accountFor("deposits_clearing", null, currency, provider, client),
        credit: await accountFor("player_cash", playerId, currency, "", client),
        amount: money(currency, amount),
        code: "deposit",
        reference: `deposit:${id}`,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`a deposit could not be booked: ${moved.refusal.code}`);
  await endDeposit.run([id, "completed", id], client);
  await publish(client, depositCompleted, {
    depositId: id,
    playerId,
    provider,
    amount: amount.toString(),
    currency,
  });
  if ((await depositLimitUse(playerId, client)).some((limit) => reaches(limit, amount)))
    await publish(client, limitUsed, { playerId });
  return true;
};

const endDeposit = statement({
  text: `
    update deposit set status = $2, transfer_id = $3, ended_at = clock_timestamp()
     where id = $1 and status <> 'completed'`,
  params: [uuid, text, nullable(uuid)],
  row: {},
});

const giveUp = statement({
  text: `
    update deposit set status = 'failed', ended_at = clock_timestamp()
     where status = 'started' and created_at < clock_timestamp() - interval '1 hour'`,
  params: [],
  row: {},
});

/** Frees what deposits reserve that nobody came back to. Returns how many. */
export const giveUpDeposits = (): Promise<number> => giveUp.run([]);

/**
 * Brings money in. Starts the deposit, which reserves its amount; asks the provider, outside of any transaction; then books it: provider's
 * clearing account to the player's cash, in one transaction with the deposit's row and its event. Safe to retry: the same key
 * and amount go on where an earlier request stopped, and answer with the same deposit; another amount is refused with the deposit
 * that the key has made.
 * @param input the amount as plain decimal text in the player's currency
 */
export const deposit = async (
  ctx: PlayerContext,
  input: DepositInput,
): Promise<Result<DepositView, DepositRefusal>> => {
  const provider = activeProvider();
  if (!provider) return refuse({ code: "no_provider" });
  const amount = parseMinor(input.amount, ctx.currency);
  if (amount === null || amount <= 0n) return refuse({ code: "amount_invalid" });
  const { currency } = ctx;
  const inputHash = createHash("sha256")
    .update(canonicalJson({ amount, currency, provider: provider.id }))
    .digest();
  // By the database's clock, which months and lists go by.
  const request = {
    id: uuidv7(Math.floor(await databaseNowMs())),
    amount,
    key: input.idempotencyKey,
    inputHash,
  };
  const started =
    (await madeBefore(ctx.playerId, request)) ??
    (await transaction((client) => start(client, ctx, provider, request)));
  if (!started.ok) return started;
  const { row, made } = started.value;
  let booked = false;
  if (row.status === "failed") return refuse({ code: "declined" });
  if (row.status === "started") {
    const { authorised } = await provider.authorise({
      depositId: row.id,
      amount: row.amount,
      currency,
      idempotencyKey: request.key,
    });
    if (!authorised) {
      await endDeposit.run([row.id, "failed", null]);
      return refuse({ code: "declined" });
    }
    booked = await transaction((client) => complete(client, ctx, row.id));
    if (booked) scheduleRelay();
  }
  const { balance } = await playerBalance(ctx.playerId, currency);
  const view: DepositView = {
    id: row.id,
    provider: row.provider,
    amount: row.amount,
    currency,
    status: "completed",
    at: row.createdAt,
    balance,
    repeated: !booked,
  };
  return made === "otherwise" ? refuse({ code: "key_reused", made: view }) : accept(view);
};
