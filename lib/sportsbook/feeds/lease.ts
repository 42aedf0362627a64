import type { Uuid } from "#lib/kernel/id.ts";
import { rows } from "#lib/platform/db.ts";
import { setSuspension } from "#lib/sportsbook/markets/index.ts";

export type FeedState = "up" | "down" | "recovering" | "delayed";

/** Makes this process the provider's one owner, if nobody else is. The database's clock rules. */
export const takeLease = async (provider: string, owner: Uuid, leaseMs: number): Promise<boolean> => {
  const taken = await rows(
    `insert into feed_provider as f (id, lease_owner, lease_until)
     values ($1, $2, clock_timestamp() + make_interval(secs => $3))
     on conflict (id) do update set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
      where f.lease_owner = excluded.lease_owner or coalesce(f.lease_until, '-infinity') < clock_timestamp()
     returning id`,
    [provider, owner, leaseMs / 1000],
  );
  return taken.length === 1;
};

export type FeedHealth = {
  lastAliveAt: Date | null;
  lastMessageAt: Date | null;
  lagMs: number;
  /** Since the last report. */
  messages: number;
  rejected: number;
};

/** Keeps the lease for as long again, and reports. False: it is lost, and whoever holds it now writes the book. */
export const renewLease = async (
  provider: string,
  owner: Uuid,
  leaseMs: number,
  health: FeedHealth,
): Promise<boolean> => {
  const renewed = await rows(
    `update feed_provider set lease_until = clock_timestamp() + make_interval(secs => $3),
            last_alive_at = coalesce($4, last_alive_at), last_message_at = coalesce($5, last_message_at), lag_ms = $6,
            messages = messages + $7, rejected = rejected + $8
      where id = $1 and lease_owner = $2 and lease_until > clock_timestamp() returning id`,
    [
      provider,
      owner,
      leaseMs / 1000,
      health.lastAliveAt,
      health.lastMessageAt,
      Math.min(2_147_483_647, Math.round(health.lagMs)),
      health.messages,
      health.rejected,
    ],
  );
  return renewed.length === 1;
};

export const releaseLease = (provider: string, owner: Uuid): Promise<unknown> =>
  rows(
    `update feed_provider set lease_owner = null, lease_until = null, state = 'down', state_since = clock_timestamp()
      where id = $1 and lease_owner = $2`,
    [provider, owner],
  );

export const setFeedState = (provider: string, state: FeedState): Promise<unknown> =>
  rows(`update feed_provider set state = $2, state_since = clock_timestamp() where id = $1 and state <> $2`, [
    provider,
    state,
  ]);

/** Stops every market of a provider, or lets them go again. */
export const suspendProvider = async (provider: string, on: boolean, reason: string): Promise<void> => {
  await setSuspension({ where: { scope: "provider", id: provider }, source: "provider", on, reason });
};

/**
 * Stops the markets of providers that no process looks after any more. For anybody to call every few seconds: whoever owns a
 * provider does this for itself, but an owner that has died cannot. Returns the providers it stopped.
 */
export const suspendOrphanedProviders = async (): Promise<string[]> => {
  const orphans = await rows<{ id: string }>(
    `select f.id from feed_provider f
      where coalesce(f.lease_until, '-infinity') < clock_timestamp()
        and not exists (select from suspension s where s.scope = 'provider' and s.scope_id = f.id
                           and s.source = 'provider' and s.lifted_at is null)`,
  );
  for (const { id } of orphans) {
    await suspendProvider(id, true, "feed_down");
    await setFeedState(id, "down");
  }
  return orphans.map(({ id }) => id);
};
