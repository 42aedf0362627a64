import type pg from "pg";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { bool, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { playerUnblocked } from "../events.ts";
import { excludePlayer } from "./exclude.ts";
import type { BlockRefusal, ExclusionRecord, LiftRefusal } from "./schema.ts";

const locked = statement({
  text: `
    select exists (
             select from player_exclusion x
              where x.player_id = p.id and x.kind = 'operator'
                and not exists (select from player_exclusion_end e where e.exclusion_id = x.id)) as blocked
      from player p where p.id = $1 for no key update`,
  params: [uuid],
  row: { blocked: bool },
});

/** Keeps a player from betting, depositing and playing until staff lift it. */
export const blockPlayer = async (
  tx: pg.PoolClient,
  staffId: string,
  playerId: string,
  reason: string,
): Promise<Result<{ exclusionId: string }, BlockRefusal>> => {
  const player = await locked.first([playerId], tx);
  if (!player) return refuse({ code: "unknown_player" });
  if (player.blocked) return refuse({ code: "already_blocked" });
  const { exclusionId } = await excludePlayer(tx, playerId, {
    kind: "operator",
    length: null,
    source: "staff",
    reason,
    madeBy: staffId,
  });
  return accept({ exclusionId });
};

const harmBlock = statement({
  text: `
    select exists (
             select from player_exclusion x
              where x.player_id = $1 and x.kind = 'operator' and x.reason like 'harm%' and x.starts_at < clock_timestamp() - interval '1 hour'
                and not exists (select from player_exclusion_end e where e.exclusion_id = x.id)) as "isHarm"`,
  params: [uuid],
  row: { isHarm: bool },
});

/** Whether staff blocked the player for gambling harm, longer ago than it takes to notice a mistake: an hour. */
export const isBlockedForHarm = async (playerId: string): Promise<boolean> =>
  (await harmBlock.first([playerId]))?.isHarm ?? false;

const ending = statement({
  text: `
    insert into player_exclusion_end (exclusion_id, ends_at, ended_by, reason)
    select x.id, now(), $2, $3 from player_exclusion x
     where x.player_id = $1 and x.kind = 'operator'
       and not exists (select from player_exclusion_end e where e.exclusion_id = x.id)
    on conflict (exclusion_id) do nothing returning exclusion_id as id`,
  params: [uuid, text, nullable(text)],
  row: { id: uuid },
});

/** Ends what staff blocked. What the player or a register excluded stays. */
export const liftBlock = async (
  tx: pg.PoolClient,
  staffId: string,
  playerId: string,
  reason: string,
): Promise<Result<{ lifted: number }, LiftRefusal>> => {
  const lifted = await ending.all([playerId, staffId, reason], tx);
  if (lifted.length === 0) return refuse({ code: "not_blocked" });
  await publish(tx, playerUnblocked, { playerId });
  return accept({ lifted: lifted.length });
};

/** Every exclusion of a player, the newest first. */
export const exclusionsOf = async (playerId: string): Promise<ExclusionRecord[]> => {
  const found = await db().playerExclusion.findMany({
    where: { playerId },
    select: {
      id: true,
      kind: true,
      source: true,
      reason: true,
      startsAt: true,
      endsAt: true,
      end: { select: { endsAt: true } },
    },
    orderBy: { startsAt: "desc" },
    take: 50,
  });
  return found.map(({ kind, end, ...rest }) => ({
    ...rest,
    kind: kind as ExclusionRecord["kind"],
    endedAt: end?.endsAt ?? null,
  }));
};
