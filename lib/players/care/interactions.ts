import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { CURRENCY_CODES, parseMinor } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import {
  bool,
  int4,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { careMessageSent } from "../events.ts";
import { LIMIT_KINDS, LIMIT_PERIODS } from "../limits/schema.ts";
import {
  INTERACTION_KINDS,
  type InteractionRefusal,
  type InteractionView,
  type RecordInteractionInput,
} from "./schema.ts";

type Limit = { limitKind: string; limitPeriod: string; limitAmount: bigint };

const limitOf = (input: RecordInteractionInput, currency: string): Limit | null => {
  const { limitKind, limitPeriod, limitAmount } = input;
  if (!limitKind || !limitPeriod || !limitAmount) return null;
  const code = CURRENCY_CODES.find((each) => each === currency);
  const isTime = limitKind === "session";
  const amount = isTime
    ? /^\d{1,5}$/.test(limitAmount)
      ? BigInt(limitAmount)
      : null
    : code && parseMinor(limitAmount, code);
  return amount === null || amount === undefined ? null : { limitKind, limitPeriod, limitAmount: amount };
};

/** Records what staff did for a player's safety. A message and a proposed limit reach the player as a notification. */
export const recordInteraction = async (
  tx: pg.PoolClient,
  staffId: string,
  input: RecordInteractionInput,
): Promise<Result<{ interactionId: string }, InteractionRefusal>> => {
  const { playerId, kind, note, allowsLimit } = input;
  const player = await db(tx).player.findUnique({ where: { id: playerId }, select: { currency: true } });
  if (!player) return refuse({ code: "unknown_player" });
  const limit = kind === "limit_proposed" ? limitOf(input, player.currency) : null;
  if (kind === "limit_proposed" && !limit) return refuse({ code: "limit_incomplete" });
  const id = uuidv7();
  await db(tx).playerInteraction.create({
    data: {
      id,
      playerId,
      kind,
      note,
      allowsLimit: kind === "contact" && allowsLimit,
      madeBy: staffId,
      ...limit,
    },
    select: { id: true },
  });
  if (kind !== "contact") await publish(tx, careMessageSent, { playerId, interactionId: id, wrote: kind });
  return accept({ interactionId: id });
};

const list = statement({
  text: `
    select i.id, i.kind, i.note, i.allows_limit as "allowsLimit", i.limit_kind as "limitKind", i.limit_period as "limitPeriod",
           i.limit_amount as "limitAmount", a.display_name as by, i.made_at as at, e.staked_before as "stakedBefore",
           e.staked_after as "stakedAfter", e.lost_before as "lostBefore", e.lost_after as "lostAfter",
           e.minutes_before as "minutesBefore", e.minutes_after as "minutesAfter"
      from player_interaction i join staff_account a on a.id = i.made_by cross join lateral care_effect(i.player_id, i.made_at) e
     where i.player_id = $1 order by i.made_at desc limit 20`,
  params: [uuid],
  row: {
    id: uuid,
    kind: only(text, z.enum(INTERACTION_KINDS)),
    note: text,
    allowsLimit: bool,
    limitKind: nullable(only(text, z.enum(LIMIT_KINDS))),
    limitPeriod: nullable(only(text, z.enum(LIMIT_PERIODS))),
    limitAmount: nullable(int8),
    by: text,
    at: timestamptz,
    stakedBefore: int8,
    stakedAfter: int8,
    lostBefore: int8,
    lostAfter: int8,
    minutesBefore: nullable(int4),
    minutesAfter: nullable(int4),
  },
});

/** What was done for a player, the newest first, with the fourteen days before and after. */
export const interactionsOf = async (playerId: string): Promise<InteractionView[]> =>
  (await list.all([playerId])).map(({ limitKind, limitPeriod, limitAmount, ...row }) => ({
    id: row.id,
    kind: row.kind,
    note: row.note,
    allowsLimit: row.allowsLimit,
    by: row.by,
    at: row.at,
    limit:
      limitKind && limitPeriod && limitAmount !== null
        ? { kind: limitKind, period: limitPeriod, amount: limitAmount }
        : null,
    effect: {
      staked: { before: row.stakedBefore, after: row.stakedAfter },
      lost: { before: row.lostBefore, after: row.lostAfter },
      minutes: { before: row.minutesBefore ?? 0, after: row.minutesAfter ?? 0 },
    },
  }));
