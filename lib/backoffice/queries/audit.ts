import { rows } from "#lib/platform/db.ts";
import { type AuditRow, type AuditSearch, PAGE_SIZE, type Page } from "../schema.ts";
import { pageOf } from "./bets.ts";

const TRAIL = `
  select id, at, actor_id as "actorId", actor, action, subject, reason, before, after, request_id as "requestId",
         encode(hash, 'hex') as hash
    from audit_entry
   where ($1::text is null or strpos(lower(actor), lower($1)) > 0 or actor_id::text = lower($1))
     and ($2::text is null or starts_with(action, $2))
     and ($3::text is null or starts_with(subject, $3))
     and ($4::date is null or at >= $4::date::timestamp at time zone 'UTC')
     and ($5::date is null or at < ($5::date + 1)::timestamp at time zone 'UTC')
     and ($6::bigint is null or id < $6)
   order by id desc limit $7`;

/** Who did what, newest first. Action and subject match from their beginning; days are UTC. */
export const auditTrail = async (search: AuditSearch): Promise<Page<AuditRow>> =>
  pageOf(
    await rows<AuditRow>(TRAIL, [
      search.actor ?? null,
      search.action ?? null,
      search.subject ?? null,
      search.from ?? null,
      search.to ?? null,
      search.before ?? null,
      PAGE_SIZE + 1,
    ]),
    ({ id }) => id.toString(),
  );

/** The actions that the trail knows, for its filter. */
export const auditActions = async (): Promise<string[]> =>
  (await rows<{ action: string }>("select distinct action from audit_entry order by action")).map(
    ({ action }) => action,
  );
