import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import {
  array,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { identityChanged } from "../events.ts";
import { IDENTITY_LEVELS, IDENTITY_STATES, type IdentityLevel, type IdentityState } from "./schema.ts";

/** What can be done to levels of a player's identity; `lib/players/sql/identity_move.sql` says from which state to which. */
export type IdentityAction = "submit" | "approve" | "refuse" | "cancel" | "expire" | "revoke" | "reset";

const moving = statement({
  text: "select level, before, after from identity_move($1, $2, $3, $4, $5, $6, $7, $8)",
  params: [
    uuid,
    text,
    array(text),
    nullable(uuid),
    nullable(text),
    nullable(text),
    nullable(uuid),
    nullable(timestamptz),
  ],
  row: {
    level: only(text, z.enum(IDENTITY_LEVELS)),
    before: only(text, z.enum(IDENTITY_STATES)),
    after: only(text, z.enum(IDENTITY_STATES)),
  },
});

export type Move = {
  playerId: string;
  action: IdentityAction;
  levels: readonly IdentityLevel[];
  submissionId?: string | undefined;
  provider?: string | undefined;
  reason?: string | undefined;
  staffId?: string | undefined;
  validUntil?: Date | null | undefined;
};

/**
 * Moves levels of a player's identity, all of them or none, and announces it. False where one of them is not in a state from which the
 * action leads on: another decision came first.
 */
export const moveIdentity = async (
  tx: pg.PoolClient,
  { playerId, action, levels, submissionId, provider, reason, staffId, validUntil }: Move,
): Promise<boolean> => {
  if (levels.length === 0) return false;
  const moved = await moving.all(
    [
      playerId,
      action,
      [...levels],
      submissionId ?? null,
      provider ?? null,
      reason ?? null,
      staffId ?? null,
      validUntil ?? null,
    ],
    tx,
  );
  const [first] = moved;
  if (!first) return false;
  await publish(tx, identityChanged, {
    playerId,
    changeId: uuidv7(),
    state: first.after,
    levels: moved.map(({ level }) => level),
    provider: provider ?? null,
    reason: reason ?? null,
  });
  return true;
};

const statesOf = statement({
  text: "select level, state from identity_level where player_id = $1",
  params: [uuid],
  row: { level: only(text, z.enum(IDENTITY_LEVELS)), state: only(text, z.enum(IDENTITY_STATES)) },
});

/** The state of every level. */
export const identityStates = async (
  playerId: string,
  tx?: pg.PoolClient,
): Promise<Record<IdentityLevel, IdentityState>> => {
  const known = new Map((await statesOf.all([playerId], tx)).map(({ level, state }) => [level, state]));
  return {
    age: known.get("age") ?? "unverified",
    identity: known.get("identity") ?? "unverified",
    address: known.get("address") ?? "unverified",
  };
};

/** The levels that a submission may still be made for. */
export const openLevels = (states: Record<IdentityLevel, IdentityState>): IdentityLevel[] =>
  IDENTITY_LEVELS.filter((level) => states[level] !== "pending" && states[level] !== "verified");
