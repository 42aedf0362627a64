import { rows } from "#lib/platform/db.ts";
import type { FeedHealth, MessageFate, ProcessBeat, RejectedMessage } from "../schema.ts";

/** A process whose beat is older is taken for gone. */
export const BEAT_AGE_MAX_S = 15;

const FEEDS = `
  select f.id, f.state, f.state_since as "stateSince", f.lag_ms as "lagMs", f.messages, f.rejected,
         extract(epoch from clock_timestamp() - f.last_alive_at)::float as "aliveAgeS",
         extract(epoch from clock_timestamp() - f.last_message_at)::float as "messageAgeS",
         f.lease_owner as "leaseOwner", coalesce(f.lease_until > clock_timestamp(), false) as "leaseStands",
         coalesce(h.fates, '{}') as fates
    from feed_provider f
    left join (
      select provider, jsonb_object_agg(fate, n) as fates
        from (select provider, fate, count(*) as n from feed_message
               where stored_at > now() - interval '1 hour' group by 1, 2) counted
       group by provider) h on h.provider = f.id
   order by f.id`;

/** Every provider: its state, how long it has been silent, and what became of its messages in the last hour. */
export const feedHealth = async (): Promise<FeedHealth[]> => {
  const found = await rows<Omit<FeedHealth, "lastHour"> & { fates: Partial<Record<MessageFate, number>> }>(
    FEEDS,
  );
  return found.map(({ fates, ...feed }) => ({
    ...feed,
    lastHour: { applied: 0, unchanged: 0, duplicate: 0, outdated: 0, rejected: 0, ...fates },
  }));
};

/** The newest messages that were refused whole, as they came. */
export const rejectedMessages = (limit = 50): Promise<RejectedMessage[]> =>
  rows<RejectedMessage>(
    `select r.* from feed_provider f cross join lateral (
       select id, provider, event_id as "eventId", kind, received_at as "receivedAt", error, left(raw, 20000) as raw
         from feed_message m where m.provider = f.id and m.fate = 'rejected' order by id desc limit $1) r
      order by r.id desc limit $1`,
    [limit],
  );

/** Processes that reported within the last day, those that are gone included. */
export const processBeats = (): Promise<ProcessBeat[]> =>
  rows<ProcessBeat>(
    `select instance, process, pid, host, started_at as "startedAt", figures,
            extract(epoch from clock_timestamp() - beat_at)::float as "beatAgeS"
       from process_beat where beat_at > clock_timestamp() - interval '1 day'
      order by process, started_at desc`,
  );

/** Money events that wait to be relayed, and how long the oldest has. */
export const outboxDepth = async (): Promise<{ rows: number; oldestAgeS: number }> => {
  const [depth] = await rows<{ rows: number; oldestAgeS: number }>(
    `select count(*)::int as rows, coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float as "oldestAgeS"
       from outbox`,
  );
  return depth ?? { rows: 0, oldestAgeS: 0 };
};
