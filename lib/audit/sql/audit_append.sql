/*
 * Appends an entry to the audit trail under any actor's name, and answers its id. Entries are numbered and chained in the order in which
 * they commit.
 * Locks: the advisory lock of the trail, until the transaction ends. Internal: only functions with the owner's rights may call it.
 */
create or replace function audit_append(
  p_actor_id uuid, p_actor text, p_action text, p_subject text, p_reason text,
  p_before jsonb, p_after jsonb, p_request_id text, p_session_id uuid default null
) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  entry audit_entry;
begin
  perform pg_advisory_xact_lock(hashtext('audit'));
  select id, hash into entry.id, entry.prev_hash from audit_entry order by id desc limit 1;
  entry.id := coalesce(entry.id, 0) + 1;
  entry.prev_hash := coalesce(entry.prev_hash, '\x00'::bytea);
  entry.at := clock_timestamp();
  entry.actor_id := p_actor_id; entry.actor := p_actor; entry.action := p_action; entry.subject := p_subject;
  entry.reason := p_reason; entry.before := p_before; entry.after := p_after; entry.request_id := p_request_id;
  entry.session_id := p_session_id;
  entry.hash := audit_hash(entry);
  insert into audit_entry select entry.*;
  return entry.id;
end $$;

revoke execute on function audit_append from public;
