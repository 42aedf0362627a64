import type pg from "pg";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import {
  bool,
  int2,
  int4,
  int8,
  nullable,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
} from "#lib/platform/database/statement.ts";
import { isFinished } from "#lib/sportsbook/events/views.ts";
import { type OwnEventRefusal, STAFF_PROVIDER, START_DAYS_MAX } from "./schema.ts";

/** Exclusive on the event: no bet is accepted, and nothing of it written, until the caller's transaction is over. */
export const lockEvent = statement({
  text: "select pg_advisory_xact_lock(book_lock_key('event', $1))",
  params: [text],
  row: {},
});

const eventOf = statement({
  text: `
    select e.provider, e.status, e.own_name as "ownName", e.starts_at as "startsAt", e.fixture_timestamp as revision, e.combinable,
           e.starts_at > clock_timestamp() as "toCome"
      from event e where e.id = $1`,
  params: [text],
  row: {
    provider: text,
    status: int2,
    ownName: nullable(text),
    startsAt: timestamptz,
    revision: int8,
    combinable: bool,
    toCome: bool,
  },
});

export type EventNow = RowOfStatement<typeof eventOf>;

/** The event under its lock; undefined for an unknown one. */
export const lockedEvent = async (tx: pg.PoolClient, eventId: string): Promise<EventNow | undefined> => {
  await lockEvent.run([eventId], tx);
  return eventOf.first([eventId], tx);
};

/** An event of staff under its lock, if it is not over and nobody has edited it since `revision`. */
export const lockOwnEvent = async (
  tx: pg.PoolClient,
  { eventId, revision }: { eventId: string; revision: number },
): Promise<Result<EventNow, OwnEventRefusal>> => {
  const event = await lockedEvent(tx, eventId);
  if (!event) return refuse({ code: "unknown_event" });
  if (event.provider !== STAFF_PROVIDER) return refuse({ code: "event_of_feed" });
  if (isFinished(event.status)) return refuse({ code: "event_over" });
  return Number(event.revision) === revision ? accept(event) : refuse({ code: "event_changed" });
};

const inRange = statement({
  text: `
    select $1::timestamptz > clock_timestamp() and $1::timestamptz < clock_timestamp() + make_interval(days => $2) as "inRange",
           floor(extract(epoch from clock_timestamp()) * 1000)::bigint as "nowMs"`,
  params: [timestamptz, int4],
  row: { inRange: bool, nowMs: int8 },
});

/** Whether an event may be entered with this start, and the database's time. */
export const checkStart = async (
  tx: pg.PoolClient,
  startsAt: Date,
): Promise<{ inRange: boolean; nowMs: number }> => {
  const row = await inRange.first([startsAt, START_DAYS_MAX], tx);
  return { inRange: row?.inRange ?? false, nowMs: Number(row?.nowMs ?? 0) };
};

const openBets = statement({
  text: `
    select count(distinct l.bet_id)::integer as bets from bet_leg l join bet b on b.id = l.bet_id
     where l.event_id = $1 and b.status = 'open'`,
  params: [text],
  row: { bets: int4 },
});

/** How many open bets have a leg on the event. */
export const openBetsOn = async (eventId: string, tx?: pg.PoolClient): Promise<number> =>
  (await openBets.first([eventId], tx))?.bets ?? 0;

/** An event as the audit trail shows it. */
export const asState = ({
  ownName,
  startsAt,
  combinable,
  status,
}: Omit<EventNow, "provider" | "toCome">) => ({
  ...(ownName !== null && { name: ownName }),
  startsAt: startsAt.toISOString(),
  combinable,
  status,
});
