import { dayStart, nextDay } from "#lib/core/zoned-time.ts";
import { rows } from "#lib/platform/database/db.ts";
import { type AuditRow, type AuditSearch, eventIdOf, PAGE_SIZE, type Page } from "../schema.ts";
import { pageOf } from "./bets.ts";

const TRAIL = `
  select id, at, actor_id as "actorId", actor, action, subject, reason, before, after, request_id as "requestId",
         encode(hash, 'hex') as hash
    from audit_entry
   where ($1::text is null or strpos(lower(actor), lower($1)) > 0 or actor_id::text = lower($1))
     and ($2::text is null or starts_with(action, $2))
     and ($3::text is null or starts_with(subject, $3))
     and ($4::timestamptz is null or at >= $4)
     and ($5::timestamptz is null or at < $5)
     and ($6::bigint is null or id < $6)
   order by id desc limit $7`;

/** Who did what, newest first. Action and subject match from their beginning; days are those of the time zone. */
export const auditTrail = async (search: AuditSearch, timeZone = "UTC"): Promise<Page<AuditRow>> =>
  pageOf(
    await rows<AuditRow>(TRAIL, [
      search.actor ?? null,
      search.action ?? null,
      search.subject ?? null,
      search.from ? dayStart(search.from, timeZone) : null,
      search.to ? dayStart(nextDay(search.to), timeZone) : null,
      search.before ?? null,
      PAGE_SIZE + 1,
    ]),
    ({ id }) => id.toString(),
  );

/** "Home – Away" of the events that these subjects are, or have markets of, by the event's id. */
export const eventNames = async (subjects: readonly string[]): Promise<Map<string, string>> => {
  const ids = subjects.flatMap((subject) => eventIdOf(subject) ?? []);
  const found = await rows<{ id: string; name: string }>(
    `select e.id, h.name || ' – ' || a.name as name
       from event e join competitor h on h.id = e.home_id join competitor a on a.id = e.away_id
      where e.id = any($1)`,
    [ids],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
};

/** The actions that the trail knows, for its filter. */
export const auditActions = async (): Promise<string[]> =>
  (await rows<{ action: string }>("select distinct action from audit_entry order by action")).map(
    ({ action }) => action,
  );
