/*
 * What an audit entry's hash covers: the previous hash and every column but the hash itself, kept apart by their JSON form. An entry
 * without a session is hashed as it was before sessions were recorded.
 */
create or replace function audit_hash(entry audit_entry) returns bytea
language sql immutable as $$
  select sha256(entry.prev_hash || convert_to((jsonb_build_array(
    entry.id, extract(epoch from entry.at)::text, entry.actor_id, entry.actor, entry.action, entry.subject,
    entry.reason, entry.before, entry.after, entry.request_id)
    || case when entry.session_id is null then '[]' else jsonb_build_array(entry.session_id) end)::text, 'UTF8'))
$$;
