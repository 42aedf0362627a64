import type pg from "pg";
import { z } from "zod";
import {
  bool,
  bpchar,
  float8,
  json,
  nullable,
  only,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { unverifiedOf } from "../identity/due.ts";
import { type EligibilityRefusal, type Gate, gateRefusal, PLAY_STOPS } from "./gates.ts";

const account = `
  select status, (extract(epoch from excluded_until) * 1000)::float8 as "excludedUntilMs", country, verified,
         exists (select from duplicate_case d where d.player_id = player.id and d.status = 'open') as "inReview",
         exists (select from ledger_account_view r
                  where r.owner_id = player.id and r.kind = 'player_receivable' and r.balance < 0) as owes,
         (extract(epoch from created_at) * 1000)::float8 as "openedMs",
         (extract(epoch from play_until) * 1000)::float8 as "playUntilMs", play_stop as "playStop",
         (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"
    from player where id = $1`;
const row = {
  status: text,
  excludedUntilMs: nullable(float8),
  country: bpchar,
  verified: json(z.record(z.string(), z.number().nullable())),
  inReview: bool,
  owes: bool,
  openedMs: float8,
  playUntilMs: nullable(float8),
  playStop: nullable(only(text, z.enum(PLAY_STOPS))),
  nowMs: float8,
};

const read = statement({ name: "eligibility", text: account, params: [uuid], row });

// Held until the transaction ends, so that an exclusion comes before it or after it, never in between.
const hold = statement({ text: `${account} for share`, params: [uuid], row });

/** Checks the gate for an account as it is now. In a transaction, the account stays so until what the gate guards is done. */
export const checkGate = async (
  playerId: string,
  gate: Gate,
  tx?: pg.PoolClient,
): Promise<EligibilityRefusal | null> => {
  const player = await (tx ? hold : read).first([playerId], tx);
  if (!player) return gateRefusal(null, gate, 0);
  return gateRefusal({ ...player, unverified: unverifiedOf(player, player.nowMs) }, gate, player.nowMs);
};

/** What is missing of a player's identity now; null where nothing is. */
export const missingIdentity = async (playerId: string, tx?: pg.PoolClient) => {
  const player = await read.first([playerId], tx);
  return player ? unverifiedOf(player, player.nowMs) : null;
};
