import { z } from "zod";
import { auditRule } from "#lib/audit/index.ts";
import {
  array,
  float8,
  int8,
  jsonText,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
} from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { announceEvents, applyBook, type MarketCorrection } from "#lib/sportsbook/markets/index.ts";
import { sportRulesJson } from "#lib/sportsbook/sports/index.ts";

// $1: the rules of all sports. $2: one event, or null for all. A move without markets only has to be closed.
const dueOf = statement({
  text: `
    with rule as (
      select * from jsonb_to_recordset($1::jsonb) r("sportId" text, "postponedVoidHours" float8, "abandonedVoidHours" float8)
    ), ruled as not materialized (
      select e.*, r."postponedVoidHours" * interval '1 hour' as postponed, r."abandonedVoidHours" * interval '1 hour' as abandoned,
             coalesce(e.started_at, case when e.status in (1, 2, 3, 4, 7, 9) then e.starts_at end) as began
        from event e join competition c on c.id = e.competition_id join rule r on r."sportId" = c.sport_id
       where $2::text is null or e.id = $2
    ), due as (
      select e.id, 'abandoned' as reason, null::timestamptz as starts_at, null::timestamptz as ends_at, null::bigint as move_id,
             array(select m.id from market m
                    where m.event_id = e.id and m.status > -3
                      and not exists (select from market_settlement s
                                       where s.market_id = m.id and s.source = 'rule' and s.kind = 'cancel' and s.ends_at is null
                                         and s.taken_at >= e.status_at)
                    order by m.id) as markets
        from ruled e where e.status in (7, 9) and e.status_at < clock_timestamp() - e.abandoned
      union all
      select e.id, 'not_started', (select max(v.moved_at) from event_move v where v.event_id = e.id), clock_timestamp(), null,
             array(select m.id from market m
                    where m.event_id = e.id and m.status > -3
                      and not exists (select from market_settlement s
                                       where s.market_id = m.id and s.source = 'rule' and s.kind = 'cancel'
                                         and s.ends_at > e.starts_at + e.postponed)
                    order by m.id)
        from ruled e
       where e.status in (0, 6, 8) and e.began is null and e.starts_at < clock_timestamp() - e.postponed
      union all
      select e.id, 'moved', (select max(p.moved_at) from event_move p where p.event_id = e.id and p.id < v.id), v.moved_at, v.id,
             case when e.began > v.starts_at + e.postponed or e.began is null and e.status in (0, 6, 8)
                  then array(select m.id from market m where m.event_id = e.id and m.status > -4 order by m.id) else '{}' end
        from event_move v join ruled e on e.id = v.event_id
       where v.closed_at is null and v.starts_at < clock_timestamp() - e.postponed
         -- What is not played has no start: its betting only ends at another time.
         and not (e.provider = 'staff' and e.own_name is not null)
      union all
      select e.id, 'cancelled', null, null, null,
             array(select m.id from market m
                    where m.event_id = e.id and m.status > -3 and m.written is not null
                      and not exists (select from market_settlement s
                                       where s.market_id = m.id and s.source = 'rule' and s.kind = 'cancel' and s.ends_at is null
                                         and s.taken_at >= e.status_at)
                    order by m.id)
        from ruled e where e.status = 5 and e.status_at > clock_timestamp() - interval '7 days'
    )
    select id as "eventId", reason, ceil(extract(epoch from starts_at) * 1000)::float as "startsAt",
           floor(extract(epoch from ends_at) * 1000)::float as "endsAt", move_id as "moveId", markets as "marketIds"
      from due where move_id is not null or cardinality(markets) > 0 order by id, move_id`,
  params: [jsonText, nullable(text)],
  row: {
    eventId: text,
    reason: only(text, z.enum(["abandoned", "not_started", "moved", "cancelled"])),
    /** Bets placed between these are void, in milliseconds; without both, all that is undecided. */
    startsAt: nullable(float8),
    endsAt: nullable(float8),
    /** The former start that the rule is about. */
    moveId: nullable(int8),
    marketIds: array(text),
  },
});

type Due = RowOfStatement<typeof dueOf>;

const lockEvent = statement({
  text: "select pg_advisory_xact_lock(book_lock_key('event', $1))",
  params: [text],
  row: {},
});

const closeMoves = statement({
  text: "update event_move set closed_at = clock_timestamp() where id = any($1)",
  params: [array(int8)],
  row: {},
});

const cancelsOf = ({ marketIds, startsAt, endsAt }: Due): MarketCorrection[] =>
  marketIds.map((marketId) => ({
    marketId,
    kind: "cancel",
    rule: true,
    ...(startsAt === null ? {} : { startsAt }),
    ...(endsAt === null ? {} : { endsAt }),
  }));

/** Voids what is due on one event. Returns whether any market was affected. */
const voidEvent = (eventId: string): Promise<boolean> =>
  transaction(async (client) => {
    await lockEvent.run([eventId], client);
    // Read again under the lock: another worker, or the feed, may have changed it.
    const due = await dueOf.all([sportRulesJson(), eventId], client);
    const moves = due.flatMap(({ moveId }) => moveId ?? []);
    if (moves.length > 0) await closeMoves.run([moves], client);
    const voids = due.filter(({ marketIds }) => marketIds.length > 0);
    if (voids.length === 0) return false;
    await applyBook([{ eventId, corrections: voids.flatMap(cancelsOf) }], client);
    for (const { reason, marketIds, startsAt, endsAt } of voids)
      await auditRule({ eventId, reason, after: { markets: marketIds.length, startsAt, endsAt } }, client);
    return true;
  });

/**
 * Voids, by the rules of the sport, what is undecided of events that were abandoned long ago, and bets on events that
 * did not begin in time; and what staff wrote on events that a feed has cancelled. Idempotent, and safe beside other workers and feeds. Returns the affected events.
 */
export const voidByRule = async (): Promise<string[]> => {
  const voided: string[] = [];
  for (const eventId of new Set((await dueOf.all([sportRulesJson(), null])).map((due) => due.eventId)))
    if (await voidEvent(eventId)) voided.push(eventId);
  if (voided.length > 0) {
    log.warn({ events: voided }, "undecided bets were voided by the rules of the sport");
    scheduleRelay();
    await announceEvents(voided);
  }
  return voided;
};
