import type pg from "pg";
import { z } from "zod";
import type { Uuid } from "#lib/core/id.ts";
import {
  float8,
  int4,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { announceEvents, applyBook, type BookChange, setSuspension } from "#lib/sportsbook/markets/index.ts";

export type FeedState = "up" | "down" | "recovering" | "delayed";

const state = only(text, z.enum(["up", "down", "recovering", "delayed"]));

/** The lease has expired or belongs to another process, which recovers from the provider whatever we did not write. */
export class LeaseLostError extends Error {}

const take = statement({
  text: `
    insert into feed_provider as f (id, lease_owner, lease_until)
     values ($1, $2, clock_timestamp() + make_interval(secs => $3))
     on conflict (id) do update set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
      where f.lease_owner = excluded.lease_owner or coalesce(f.lease_until, '-infinity') < clock_timestamp()`,
  params: [text, uuid, float8],
  row: {},
});

/** Makes this process the provider's only owner, if there is no other. Uses the database's clock. */
export const takeLease = async (provider: string, owner: Uuid, leaseMs: number): Promise<boolean> => {
  return (await take.run([provider, owner, leaseMs / 1000])) === 1;
};

export type FeedHealth = {
  lastAliveAt: Date | null;
  lastMessageAt: Date | null;
  lagMs: number;
  /** Since the last report. */
  messages: number;
  rejected: number;
};

const renew = statement({
  text: `
    update feed_provider set lease_until = clock_timestamp() + make_interval(secs => $3),
            last_alive_at = coalesce($4, last_alive_at), last_message_at = coalesce($5, last_message_at), lag_ms = $6,
            messages = messages + $7, rejected = rejected + $8
      where id = $1 and lease_owner = $2 and lease_until > clock_timestamp() returning state`,
  params: [text, uuid, float8, nullable(timestamptz), nullable(timestamptz), int4, int8, int8],
  row: { state },
});

/** Extends the lease, and reports. Null: it is lost, and the new owner writes the book. */
export const renewLease = async (
  provider: string,
  owner: Uuid,
  leaseMs: number,
  health: FeedHealth,
): Promise<{ state: FeedState } | null> => {
  const renewed = await renew.first([
    provider,
    owner,
    leaseMs / 1000,
    health.lastAliveAt,
    health.lastMessageAt,
    Math.min(2_147_483_647, Math.round(health.lagMs)),
    health.messages,
    health.rejected,
  ]);
  return renewed ?? null;
};

const release = statement({
  text: `
    update feed_provider set lease_owner = null, lease_until = null, state = 'down', state_since = clock_timestamp()
      where id = $1 and lease_owner = $2`,
  params: [text, uuid],
  row: {},
});

export const releaseLease = (provider: string, owner: Uuid): Promise<unknown> =>
  release.run([provider, owner]);

const holding = (lock: "for share" | "for no key update") =>
  statement({
    text: `select from feed_provider where id = $1 and lease_owner = $2 and lease_until > clock_timestamp() ${lock}`,
    params: [text, uuid],
    row: {},
  });

const HOLD = { "for share": holding("for share"), "for no key update": holding("for no key update") };

/** Prevents a change of owner until the caller's transaction is over. Throws LeaseLostError if there was one. */
const holdLease = async (
  client: pg.PoolClient,
  provider: string,
  owner: Uuid,
  lock: keyof typeof HOLD,
): Promise<void> => {
  if ((await HOLD[lock].run([provider, owner], client)) !== 1)
    throw new LeaseLostError(`the lease of ${provider} is lost`);
};

const setState = statement({
  text: "update feed_provider set state = $2, state_since = clock_timestamp() where id = $1 and state <> $2",
  params: [text, text],
  row: {},
});

const changeState = async (
  client: pg.PoolClient,
  provider: string,
  to: FeedState,
  reason: string,
): Promise<string[]> => {
  await setState.run([provider, to], client);
  return setSuspension(
    { where: { scope: "provider", id: provider }, source: "provider", on: to !== "up", reason },
    client,
  );
};

/** Records the state of the provider; in any state but "up" all its markets are suspended. Throws LeaseLostError. */
export const moveProvider = async (
  provider: string,
  owner: Uuid,
  to: FeedState,
  reason: string,
): Promise<void> => {
  const ids = await transaction(async (client) => {
    await holdLease(client, provider, owner, "for no key update");
    return changeState(client, provider, to, reason);
  });
  await announceEvents(ids);
};

/**
 * Writes the book while the lease is held, so that a suspended process cannot write into its successor's. Throws
 * LeaseLostError.
 */
export const applyBookAs = async (
  provider: string,
  owner: Uuid,
  changes: readonly BookChange[],
): Promise<void> => {
  if (changes.length === 0) return;
  const versions = await transaction(async (client) => {
    await holdLease(client, provider, owner, "for share");
    return applyBook(changes, client);
  });
  await announceEvents([...versions.keys()]);
  if (changes.some(({ results, corrections }) => results?.length || corrections?.length)) scheduleRelay();
};

/** Returns the permission if no recovery was requested after all. */
export type RecoveryRight = { giveBack(): Promise<void> };

const takeRight = statement({
  text: `
    update feed_provider f set recovery_asked_at = clock_timestamp()
       from (select id, recovery_asked_at from feed_provider where id = $1 for no key update) old
      where f.id = old.id and f.lease_owner = $2 and f.lease_until > clock_timestamp()
        and coalesce(old.recovery_asked_at, '-infinity') <= clock_timestamp() - make_interval(secs => $3)
     returning old.recovery_asked_at as before`,
  params: [text, uuid, float8],
  row: { before: nullable(timestamptz) },
});

const giveRightBack = statement({
  text: "update feed_provider set recovery_asked_at = $3 where id = $1 and lease_owner = $2",
  params: [text, uuid, nullable(timestamptz)],
  row: {},
});

/** Takes the permission to request a recovery: the owner gets it once per interval, counted over all processes. */
export const takeRecoveryRight = async (
  provider: string,
  owner: Uuid,
  gapMs: number,
): Promise<RecoveryRight | null> => {
  const taken = await takeRight.first([provider, owner, gapMs / 1000]);
  if (!taken) return null;
  return {
    giveBack: async () => {
      await giveRightBack.run([provider, owner, taken.before]);
    },
  };
};

const orphaned = statement({
  text: `
    select f.id from feed_provider f
      where coalesce(f.lease_until, '-infinity') < clock_timestamp()
        and not exists (select from suspension s where s.scope = 'provider' and s.scope_id = f.id
                           and s.source = 'provider' and s.lifted_at is null)`,
  params: [],
  row: { id: text },
});

const lockOrphan = statement({
  text: "select from feed_provider where id = $1 and coalesce(lease_until, '-infinity') < clock_timestamp() for update",
  params: [text],
  row: {},
});

/**
 * Suspends the markets of providers that no process owns any more. Every process calls it every few seconds: an owner
 * does this for its own provider, but one that died cannot. Returns the suspended providers.
 */
export const suspendOrphanedProviders = async (): Promise<string[]> => {
  const orphans = await orphaned.all([]);
  const stopped: string[] = [];
  for (const { id } of orphans) {
    const ids = await transaction(async (client) => {
      // A process that takes the lease now waits until this is done, and starts by recording the state.
      return (await lockOrphan.run([id], client)) === 1 ? changeState(client, id, "down", "feed_down") : null;
    });
    if (!ids) continue;
    stopped.push(id);
    await announceEvents(ids);
  }
  return stopped;
};
