/*
 * Suspends betting on a market, an event, a provider, a sport or everything, or lifts that suspension. Returns the affected events and
 * their new versions, whose viewers must be notified. Once it has committed, no bet that read the older state can be accepted.
 * Locks: the event's advisory lock exclusively; for a wider scope 'all', then every open event, in the order of their keys.
 */
create or replace function set_suspension(
  p_scope text, p_scope_id text, p_source text, p_on boolean, p_reason text, p_note text, p_by uuid
) returns table (event_id text, version bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  ids text[];
begin
  if p_scope in ('market', 'event') then
    ids := array(select case when p_scope = 'event' then p_scope_id else (select m.event_id from market m where m.id = p_scope_id) end);
    perform pg_advisory_xact_lock(book_lock_key('event', ids[1]));
  else
    perform pg_advisory_xact_lock(book_lock_key('all', ''));
    ids := array(
      select e.id from event e join competition c on c.id = e.competition_id
       where e.status in (0, 1, 2, 6, 7)
         and case p_scope when 'all' then true when 'provider' then e.provider = p_scope_id else c.sport_id = p_scope_id end);
    perform pg_advisory_xact_lock(k) from (select distinct book_lock_key('event', i) as k from unnest(ids) i order by 1) keys;
  end if;

  if p_on then
    insert into suspension (scope, scope_id, source, reason, note, by)
    values (p_scope, p_scope_id, p_source, p_reason, p_note, p_by)
    on conflict (scope, scope_id, source) where lifted_at is null do update set reason = excluded.reason, note = excluded.note;
  else
    update suspension set lifted_at = clock_timestamp(), lifted_by = p_by
     where scope = p_scope and scope_id = p_scope_id and source = p_source and lifted_at is null;
  end if;

  return query
    update event e set version = nextval('book_version'), updated_at = clock_timestamp()
     where e.id = any(ids) returning e.id, e.version;
end $$;
