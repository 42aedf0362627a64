import type pg from "pg";
import { z } from "zod";
import { type Currency, parseMinor } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { db } from "#lib/platform/database/db.ts";
import {
  bool,
  float8,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { limitChanged } from "../events.ts";
import { policyFor } from "../jurisdictions/index.ts";
import { notePlayOf } from "../play/play.ts";
import { limitRules, SATISFIES } from "./caps.ts";
import {
  type ConfirmLimitRefusal,
  LIMIT_KINDS,
  LIMIT_PERIODS,
  type LimitBoundRefusal,
  type LimitInput,
  type LimitKind,
  type LimitPeriod,
  type PlayerLimit,
  type SetLimitInput,
  type SetLimitRefusal,
} from "./schema.ts";

type Holder = { playerId: string; currency: Currency };

const limitsOf = statement({
  text: `
    select kind, period, amount, wanted, ready_at, ready_at <= clock_timestamp() as ready
      from players_limit_view where player_id = $1
     order by array_position(array['deposit', 'net_deposit', 'loss', 'stake', 'session'], kind),
              array_position(array['day', 'week', 'month'], period)`,
  params: [uuid],
  row: {
    kind: only(text, z.enum(LIMIT_KINDS)),
    period: only(text, z.enum(LIMIT_PERIODS)),
    amount: int8,
    wanted: nullable(int8),
    ready_at: nullable(timestamptz),
    ready: nullable(bool),
  },
});

/** The limits that a player has set. */
export const playerLimits = async (playerId: string): Promise<PlayerLimit[]> =>
  (await limitsOf.all([playerId])).map(({ wanted, ready_at: readyAt, ready, ...limit }) => ({
    ...limit,
    raise: readyAt && { wanted, readyAt, ready: ready ?? false },
  }));

const MONTH_MINUTES = 31n * 24n * 60n;
const HOUR_MS = 3_600_000;
const PERIOD_MS: Record<Exclude<LimitPeriod, "month">, number> = { day: 24 * HOUR_MS, week: 168 * HOUR_MS };

const periodEnd = (period: LimitPeriod, nowMs: number): number => {
  if (period !== "month") return nowMs + PERIOD_MS[period];
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
};

/** How long a higher limit waits by the policy of the player's country, from now on. */
const raiseWaitMs = async (playerId: string, period: LimitPeriod, client: pg.PoolClient): Promise<number> => {
  const { country } = await db(client).player.findUniqueOrThrow({
    select: { country: true },
    where: { id: playerId },
  });
  const nowMs = await databaseNowMs(client);
  const { limits } = policyFor(country, new Date(nowMs));
  const from = limits.raiseWaitsForPeriod ? periodEnd(period, nowMs) : nowMs;
  return from - nowMs + limits.raiseCoolOffHours * HOUR_MS;
};

/** How many hours a higher limit waits in this country before it can be confirmed. */
export const raiseCoolOffHours = async (country: string): Promise<number> =>
  policyFor(country, new Date(await databaseNowMs())).limits.raiseCoolOffHours;

const MINUTES = /^\d{1,5}$/;

/** Whole minutes, up to a month of them. */
const parseMinutes = (amount: string): bigint | null =>
  MINUTES.test(amount) && BigInt(amount) <= MONTH_MINUTES ? BigInt(amount) : null;

const set = statement({
  text: "select player_limit_set($1, $2, $3, $4, $5 * interval '1 ms') as answer",
  params: [uuid, text, text, nullable(int8), float8],
  row: { answer: only(text, z.enum(["set", "waiting", "unchanged"])) },
});

const isDeposit = (kind: LimitKind): boolean => kind === "deposit" || kind === "net_deposit";

/** Why the policy of the country does not allow this limit, or its removal (null), for a player who has the others as they are. */
const outOfBounds = async (
  playerId: string,
  { kind, period }: LimitInput,
  wanted: bigint | null,
  client: pg.PoolClient,
): Promise<LimitBoundRefusal | null> => {
  if (wanted === null)
    return (await limitRules(playerId, client, { kind, period })).missing.some((required) =>
      SATISFIES[required].includes(kind),
    )
      ? { code: "limit_required" }
      : null;
  const cap = isDeposit(kind) ? (await limitRules(playerId, client)).caps[period] : null;
  if (!cap || wanted <= cap.amount) return null;
  return { code: cap.why === "ceiling" ? "above_ceiling" : "contact_required", maximum: cap.amount };
};

/**
 * Sets a limit, or asks for none. The first one and a lower one apply once the transaction is committed; a higher one waits for the
 * cool-off and is then to be confirmed. Locks what stakes and deposits are checked under.
 */
export const setLimit = async (
  { playerId, currency }: Holder,
  { kind, period, amount }: SetLimitInput,
  client: pg.PoolClient,
): Promise<Result<{ applies: "now" | "later" }, SetLimitRefusal>> => {
  const parse = kind === "session" ? parseMinutes : parseMinor;
  const wanted = amount === null || amount === "" ? null : parse(amount, currency);
  if (wanted === null && amount) return refuse({ code: "amount_invalid" });
  const refusal = await outOfBounds(playerId, { kind, period }, wanted, client);
  if (refusal && (wanted !== null || (await hasLimit.first([playerId, kind, period], client))))
    return refuse(refusal);
  const waitMs = await raiseWaitMs(playerId, period, client);
  const { answer } = (await set.first([playerId, kind, period, wanted, waitMs], client)) ?? {};
  await notePlayOf(playerId, client);
  if (answer !== "unchanged") await publish(client, limitChanged, { playerId, kind, period });
  return accept({ applies: answer === "waiting" ? "later" : "now" });
};

const hasLimit = statement({
  text: "select amount from players_limit_view where player_id = $1 and kind = $2 and period = $3",
  params: [uuid, text, text],
  row: { amount: int8 },
});

const confirm = statement({
  text: "select player_limit_confirm($1, $2, $3) as answer",
  params: [uuid, text, text],
  row: { answer: only(text, z.enum(["confirmed", "not_ready", "nothing_waiting"])) },
});

/** Brings a higher limit into force whose cool-off is over. */
export const confirmLimit = async (
  { playerId }: Holder,
  { kind, period }: LimitInput,
  client: pg.PoolClient,
): Promise<Result<null, ConfirmLimitRefusal>> => {
  const { answer } = (await confirm.first([playerId, kind, period], client)) ?? {};
  if (answer !== "confirmed") return refuse({ code: answer ?? "nothing_waiting" });
  // The law may have changed while it waited, or the conversation may be too long ago. A refusal takes the change back.
  const now = await hasLimit.first([playerId, kind, period], client);
  const refusal = await outOfBounds(playerId, { kind, period }, now?.amount ?? null, client);
  if (refusal) return refuse(refusal);
  await notePlayOf(playerId, client);
  await publish(client, limitChanged, { playerId, kind, period });
  return accept(null);
};

const cancel = statement({
  text: "select player_limit_cancel($1, $2, $3) as answer",
  params: [uuid, text, text],
  row: { answer: only(text, z.enum(["cancelled", "nothing_waiting"])) },
});

/** Drops a higher limit that was asked for. */
export const cancelLimitChange = async (
  { playerId }: Holder,
  { kind, period }: LimitInput,
  client: pg.PoolClient,
): Promise<Result<null, { code: "nothing_waiting" }>> => {
  const { answer } = (await cancel.first([playerId, kind, period], client)) ?? {};
  if (answer !== "cancelled") return refuse({ code: "nothing_waiting" });
  await publish(client, limitChanged, { playerId, kind, period });
  return accept(null);
};

const answered = statement({
  text: "insert into player_limit_prompt (player_id) values ($1) on conflict do nothing",
  params: [uuid],
  row: {},
});

/** Remembers that a player was asked for limits before the first deposit, and wants none now. */
export const declineLimits = async (playerId: string, client: pg.PoolClient): Promise<void> => {
  await answered.run([playerId], client);
};
