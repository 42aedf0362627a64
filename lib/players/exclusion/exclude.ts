import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import {
  bool,
  int4,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { playerExcluded } from "../events.ts";
import { policyFor } from "../jurisdictions/index.ts";
import type { ExclusionKind, ExclusionRefusal, ExclusionTerms } from "./schema.ts";
import { termsOf } from "./terms.ts";

// By the database's clock. Both lengths null: no end.
const insertion = statement({
  text: `
    insert into player_exclusion (id, player_id, kind, source, reason, made_by, ends_at)
    values ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(hours => $7, months => $8))
    returning ends_at as "endsAt"`,
  params: [uuid, uuid, text, text, nullable(text), nullable(uuid), nullable(int4), nullable(int4)],
  row: { endsAt: nullable(timestamptz) },
});

/** Null: no end. */
export type ExclusionLength = { hours: number } | { months: number } | null;

export type NewExclusion = {
  kind: ExclusionKind;
  length: ExclusionLength;
  /** "player", "staff" or a register's name. */
  source: string;
  reason?: string;
  madeBy?: string;
};

// An interval of a missing part is none at all.
const partsOf = (length: ExclusionLength): [hours: number | null, months: number | null] => {
  if (!length) return [null, null];
  return "hours" in length ? [length.hours, 0] : [0, length.months];
};

/**
 * Excludes a player from betting, depositing and playing, from the moment that the transaction commits: bets and deposits that
 * are being committed come first, and nothing comes after. It only ever adds to what applies already.
 */
export const excludePlayer = async (
  tx: pg.PoolClient,
  playerId: string,
  { kind, length, source, reason, madeBy }: NewExclusion,
): Promise<{ exclusionId: string; until: Date | null }> => {
  const exclusionId = uuidv7();
  const [hours, months] = partsOf(length);
  const made = await insertion.first(
    [exclusionId, playerId, kind, source, reason ?? null, madeBy ?? null, hours, months],
    tx,
  );
  const until = made?.endsAt ?? null;
  await publish(tx, playerExcluded, { playerId, exclusionId, kind, until: until?.toISOString() ?? null });
  return { exclusionId, until };
};

/** What the player's jurisdiction offers at a time. */
export const exclusionTerms = async (
  playerId: string,
  at: Date,
  client?: pg.PoolClient,
): Promise<ExclusionTerms> => {
  const { country } = await db(client).player.findUniqueOrThrow({
    where: { id: playerId },
    select: { country: true },
  });
  return termsOf(policyFor(country, at));
};

const outlasts = statement({
  text: `
    select coalesce(excluded_until >= clock_timestamp() + make_interval(hours => $2), false) as outlasts
      from player where id = $1 for no key update`,
  params: [uuid, int4],
  row: { outlasts: bool },
});

const isOffered = (terms: ExclusionTerms, kind: ExclusionKind, length: ExclusionLength): boolean => {
  if (kind === "closure") return length === null;
  if (length === null) return kind === "self_exclusion" && terms.indefinite;
  return "hours" in length
    ? kind === "time_out" && terms.timeOutHours.includes(length.hours)
    : kind === "self_exclusion" && terms.selfExclusionMonths.includes(length.months);
};

/** The player's own choice of a break, a term or a closure. Refused where it would end no later than what applies already. */
export const excludeSelf = async (
  tx: pg.PoolClient,
  playerId: string,
  at: Date,
  kind: Extract<ExclusionKind, "time_out" | "self_exclusion" | "closure">,
  length: ExclusionLength,
): Promise<Result<{ until: Date | null }, ExclusionRefusal>> => {
  if (!isOffered(await exclusionTerms(playerId, at, tx), kind, length))
    return refuse({ code: "term_not_offered" });
  if (length && "hours" in length && (await outlasts.first([playerId, length.hours], tx))?.outlasts)
    return refuse({ code: "already_excluded" });
  const { until } = await excludePlayer(tx, playerId, { kind, length, source: "player" });
  return accept({ until });
};
