-- The rules of the sport void undecided bets of events that were abandoned or did not begin in time.
create index event_abandoned on event (status_at) where status in (7, 9);
drop index event_postponed;
create index event_waiting on event (starts_at) where status in (0, 6, 8);

revoke insert, update on event_move from evens_app;
grant insert (event_id, starts_at), update (closed_at) on event_move to evens_app;

/* Records that a rule of the sport voided bets of an event: the system acts, and no member of staff. */
create function audit_rule(p_event_id text, p_reason text, p_after jsonb) returns bigint
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select audit_append(null, 'Sport rules', 'event.void', 'event:' || p_event_id, p_reason, null, p_after, null)
$$;
revoke execute on function audit_rule from public;
grant execute on function audit_rule to evens_app;
