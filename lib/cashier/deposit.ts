import { createHash } from "node:crypto";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { type Currency, minBigint, money, parseMinor } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { accountFor, playerBalance, transfer } from "#lib/ledger/index.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { db, type Prisma } from "#lib/platform/database/db.ts";
import { bpchar, int8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { checkGate, currencyOffered } from "#lib/players/index.ts";
import { depositCompleted } from "./events.ts";
import { activeProvider } from "./providers/index.ts";
import type { DepositProvider } from "./providers/provider.ts";
import type { CashierOffer, DepositInput, DepositLimits, DepositRefusal, DepositView } from "./schema.ts";

const STORED = {
  id: true,
  provider: true,
  amount: true,
  inputHash: true,
  createdAt: true,
} satisfies Prisma.DepositSelect;

type DepositRow = Prisma.DepositGetPayload<{ select: typeof STORED }>;

/** What may still be deposited in the running 24 hours: nothing, where not even the smallest deposit fits. */
const leftOf = (depositedToday: bigint, { minimum, perDay }: DepositLimits): bigint => {
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
  const left = leftOf(depositedToday, limits);
  if (amount > left && left < maximum) return { code: "above_day_limit", left };
  if (amount < minimum) return { code: "below_minimum", minimum };
  return amount > maximum ? { code: "above_maximum", maximum } : null;
};

// By the database's clock.
const totalOfDay = statement({
  text: `
    select coalesce(sum(amount), 0)::bigint as total from deposit
     where player_id = $1 and currency = $2 and created_at > clock_timestamp() - interval '24 hours'`,
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
  const leftToday = leftOf(deposited, limits);
  const highest = minBigint(leftToday, limits.maximum);
  return {
    provider: provider.id,
    currency: ctx.currency,
    limits,
    leftToday,
    suggestions: provider.suggestions(ctx.currency).filter((amount) => amount <= highest),
  };
};

/** What the key stands for: the deposit made now, before, or before for another amount. */
type Made = Result<{ row: DepositRow; made: "now" | "before" | "otherwise" }, DepositRefusal>;

const lockDeposits = statement({
  text: "select pg_advisory_xact_lock(hashtextextended('deposit:' || $1, 0))",
  params: [text],
  row: {},
});

const write = async (
  client: pg.PoolClient,
  ctx: PlayerContext,
  provider: DepositProvider,
  request: { id: string; amount: bigint; key: string; inputHash: Buffer },
): Promise<Made> => {
  const { playerId, currency } = ctx;
  // One deposit of a player at a time, so that two at once cannot both fit under the day's limit.
  await lockDeposits.run([playerId], client);
  const before = await db(client).deposit.findUnique({
    select: STORED,
    where: { playerId_idempotencyKey: { playerId, idempotencyKey: request.key } },
  });
  if (before) {
    return accept({
      row: before,
      made: request.inputHash.equals(before.inputHash) ? "before" : "otherwise",
    });
  }
  const barred = await checkGate(playerId, "deposit", client);
  if (barred) return refuse(barred);
  if (!(await currencyOffered(currency, client))) return refuse({ code: "currency_not_offered", currency });
  const today = await depositedToday(playerId, currency, client);
  const refusal = decideDeposit(request.amount, today, provider.limits(currency));
  if (refusal) return refuse(refusal);

  const moved = await transfer(
    [
      {
        id: request.id,
        debit: await accountFor("deposits_clearing", null, currency, provider.id, client),
        credit: await accountFor("player_cash", playerId, currency, "", client),
        amount: money(currency, request.amount),
        code: "deposit",
        reference: `deposit:${request.id}`,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`a deposit could not be booked: ${moved.refusal.code}`);
  const row = await db(client).deposit.create({
    select: STORED,
    data: {
      id: request.id,
      playerId,
      provider: provider.id,
      amount: request.amount,
      currency,
      status: "completed",
      idempotencyKey: request.key,
      inputHash: new Uint8Array(request.inputHash),
      transferId: request.id,
    },
  });
  await publish(client, depositCompleted, {
    depositId: request.id,
    playerId,
    provider: provider.id,
    amount: request.amount.toString(),
    currency,
  });
  return accept({ row, made: "now" });
};

/**
 * Brings money in: provider's clearing account to the player's cash, in one transaction with the deposit's row and its
 * event. Safe to retry: the same key and amount answer with the same deposit; another amount is refused with the deposit that the
 * key has made.
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
  await provider.authorise({ depositId: request.id, amount, currency, idempotencyKey: request.key });
  const made = await transaction((client) => write(client, ctx, provider, request));
  if (!made.ok) return made;
  const { row } = made.value;
  if (made.value.made === "now") scheduleRelay();
  const { balance } = await playerBalance(ctx.playerId, currency);
  const view: DepositView = {
    id: row.id,
    provider: row.provider,
    amount: row.amount,
    currency,
    status: "completed",
    at: row.createdAt,
    balance,
    repeated: made.value.made !== "now",
  };
  return made.value.made === "otherwise" ? refuse({ code: "key_reused", made: view }) : accept(view);
};
