import { z } from "zod";
import { sql } from "#lib/platform/database/db.ts";
import { type LoginExcess, loginExcess } from "#lib/platform/database/login-rights.ts";
import {
  bool,
  float8,
  int4,
  int8,
  json,
  nullable,
  numeric,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import {
  type FeedHealth,
  MESSAGE_FATES,
  type ProcessBeat,
  type ProcessSeries,
  type RejectedMessage,
} from "../schema.ts";
import { BEAT_AGE_MAX_S } from "../successors.ts";

const feeds = statement({
  text: `
    select f.id, f.state, f.state_since as "stateSince", f.lag_ms as "lagMs", f.messages, f.rejected,
           extract(epoch from clock_timestamp() - f.last_alive_at)::float as "aliveAgeS",
           extract(epoch from clock_timestamp() - f.last_message_at)::float as "messageAgeS",
           f.lease_owner as "leaseOwner", coalesce(f.lease_until > clock_timestamp(), false) as "leaseStands",
           coalesce(h.fates, '{}') as fates
      from sportsbook_feed_provider_view f
      left join (
        select provider, jsonb_object_agg(fate, n) as fates
          from (select provider, fate, count(*) as n from sportsbook_feed_message_view
                 where stored_at > now() - interval '1 hour' group by 1, 2) counted
         group by provider) h on h.provider = f.id
     order by f.id`,
  params: [],
  row: {
    id: text,
    state: only(text, z.enum(["up", "down", "recovering", "delayed"])),
    stateSince: timestamptz,
    lagMs: int4,
    messages: int8,
    rejected: int8,
    aliveAgeS: nullable(float8),
    messageAgeS: nullable(float8),
    leaseOwner: nullable(uuid),
    leaseStands: bool,
    fates: json(z.partialRecord(z.enum(MESSAGE_FATES), z.number())),
  },
});

/** Every provider: its state, how long it has been silent, and what became of its messages in the last hour. */
export const feedHealth = async (): Promise<FeedHealth[]> => {
  const found = await feeds.all([]);
  return found.map(({ fates, ...feed }) => ({
    ...feed,
    lastHour: { applied: 0, unchanged: 0, duplicate: 0, outdated: 0, rejected: 0, ...fates },
  }));
};

const rejected = statement({
  text: `select r.* from sportsbook_feed_provider_view f cross join lateral (
       select id, provider, event_id as "eventId", kind, received_at as "receivedAt", error, left(raw, 20000) as raw
         from sportsbook_feed_message_view m where m.provider = f.id and m.fate = 'rejected' order by id desc limit $1) r
      order by r.id desc limit $1`,
  params: [int8],
  row: {
    id: int8,
    provider: text,
    eventId: nullable(text),
    kind: nullable(text),
    receivedAt: timestamptz,
    error: nullable(text),
    raw: text,
  },
});

/** The newest rejected messages, unmodified. */
export const rejectedMessages = (limit = 50): Promise<RejectedMessage[]> => rejected.all([limit]);

const beats = statement({
  text: `select b.instance, b.process, b.pid, b.host, b.started_at as "startedAt", b.beat_at as "beatAt", b.figures,
            extract(epoch from clock_timestamp() - b.beat_at)::float as "beatAgeS"
       from platform_process_view b
      where b.beat_at > clock_timestamp() - interval '1 hour'
         or (b.beat_at > clock_timestamp() - interval '1 day'
             and not exists (select from platform_process_view n where n.process = b.process and n.started_at > b.beat_at))
      order by b.beat_at < clock_timestamp() - $1 * interval '1 second',
               array_position(array['web', 'realtime', 'feeds', 'worker'], b.process), b.started_at desc
      limit 200`,
  params: [float8],
  row: {
    instance: uuid,
    process: text,
    pid: int4,
    host: text,
    startedAt: timestamptz,
    beatAt: timestamptz,
    figures: json(z.record(z.string(), z.unknown())),
    beatAgeS: float8,
  },
});

/**
 * Running processes, and those that ended without signing off: for an hour, or for a day if none of their kind has
 * been started since.
 */
export const processBeats = (): Promise<ProcessBeat[]> => beats.all([BEAT_AGE_MAX_S]);

const samples = statement({
  text: `
    select s.instance, s.process, f.key as name,
           floor(extract(epoch from s.at - (clock_timestamp() - $1 * interval '1 second')) * $2 / $1)::int as slot,
           max(f.value::text::float) as value
      from platform_process_sample_view s, jsonb_each(s.figures) f
     where s.at > clock_timestamp() - $1 * interval '1 second' and jsonb_typeof(f.value) = 'number'
     group by 1, 2, 3, 4`,
  params: [float8, numeric],
  row: { instance: uuid, process: text, name: text, slot: int4, value: float8 },
});

/**
 * What every process measured in the last `seconds`, cut into `slots` of equal length, oldest first. A slot holds the
 * highest value that was measured in it, or null where the process did not report.
 */
export const processSeries = async (seconds: number, slots: number): Promise<ProcessSeries[]> => {
  const series = new Map<string, ProcessSeries>();
  for (const { instance, process, name, slot, value } of await samples.all([seconds, slots])) {
    const key = `${instance}:${name}`;
    const found = series.get(key) ?? { instance, process, name, points: new Array(slots).fill(null) };
    found.points[Math.min(slots - 1, Math.max(0, slot))] = value;
    series.set(key, found);
  }
  return [...series.values()];
};

const depth = statement({
  text: `select count(*)::int as rows, coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float as "oldestAgeS"
           from platform_outbox_view`,
  params: [],
  row: { rows: int4, oldestAgeS: float8 },
});

/** Events that wait to be relayed, and for how long the oldest has. */
export const outboxDepth = async (): Promise<{ rows: number; oldestAgeS: number }> =>
  (await depth.first([])) ?? { rows: 0, oldestAgeS: 0 };

/** What the site's own database login may do beyond the application's role; null for nothing. */
export const excessOfLogin = (): Promise<LoginExcess | null> => loginExcess(sql());
