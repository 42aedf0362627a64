import type pg from "pg";
import type { Currency } from "#lib/core/money.ts";
import { bpchar, int8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { checkGate, currencyOffered, limitRules } from "#lib/players/index.ts";
import { aboveLimits } from "#lib/players/schema.ts";
import { depositLimitUse, hasDeposited } from "./limits.ts";
import type { DepositLimits, DepositRefusal } from "./schema.ts";
import { roomUnverified } from "./unverified.ts";

/** What may still be deposited in the running 24 hours: nothing, where not even the smallest deposit fits. */
export const leftOfDay = (depositedToday: bigint, { minimum, perDay }: DepositLimits): bigint => {
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

export const depositedToday = async (
  playerId: string,
  currency: Currency,
  client?: pg.PoolClient,
): Promise<bigint> => (await totalOfDay.first([playerId, currency], client))?.total ?? 0n;

// Of limits, too: whoever changes one of the player's limits holds it.
const lockDeposits = statement({
  text: "select pg_advisory_xact_lock(hashtextextended('deposit:' || $1, 0))",
  params: [text],
  row: {},
});

/** Has the payments of one player wait for each other until the end of the transaction, so that two at once cannot both fit under a limit. */
export const lockPayments = async (playerId: string, client: pg.PoolClient): Promise<void> => {
  await lockDeposits.run([playerId], client);
};

type Wanted = { playerId: string; currency: Currency; amount: bigint; limits: DepositLimits };

/** Whether a player may bring in this amount now: account, country's law, limits, identity, operator. The caller holds `lockPayments`. */
export const admitDeposit = async (
  { playerId, currency, amount, limits }: Wanted,
  client: pg.PoolClient,
): Promise<DepositRefusal | null> => {
  const barred = await checkGate(playerId, "deposit", client);
  if (barred) return barred;
  const rules = await limitRules(playerId, client);
  const { missing, unanswered } = rules;
  if (missing.length > 0) return { code: "limits_required", missing };
  if (unanswered && !(await hasDeposited(playerId, client))) return { code: "limit_choice_required" };
  if (!(await currencyOffered(currency, client))) return { code: "currency_not_offered", currency };
  const room = await roomUnverified(playerId, currency, client);
  if (room !== null && amount > room) return { code: "identity_required", left: room };
  const reached = aboveLimits(amount, await depositLimitUse(playerId, client, rules));
  return reached ?? decideDeposit(amount, await depositedToday(playerId, currency, client), limits);
};
