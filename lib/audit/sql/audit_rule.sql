/* Records that a rule of the sport voided bets of an event. The actor is the system, not a member of staff. */
create or replace function audit_rule(p_event_id text, p_reason text, p_after jsonb) returns bigint
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select audit_append(null, 'Sport rules', 'event.void', 'event:' || p_event_id, p_reason, null, p_after, null)
$$;

revoke execute on function audit_rule from public;
grant execute on function audit_rule to evens_app;
