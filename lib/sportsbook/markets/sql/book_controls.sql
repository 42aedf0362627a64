/*
 * What traders have set for the markets of these events: one row for each market with settings or prices of its own, and one without
 * market_id for each market type with settings in the event's competition. A manual price that has expired is left out.
 * Locks: the advisory locks of the events, exclusively, in the order of their keys, as apply_book does: what was read stays true until the
 * caller's transaction is over.
 */
create or replace function book_controls(p_event_ids text[])
returns table (event_id text, market_id text, market_type text, off boolean, method text, overround double precision, prices jsonb)
language plpgsql as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(k) from (
    select distinct book_lock_key('event', i) as k from unnest(p_event_ids) i order by 1) keys;

  return query
    select e.id, null::text, c.market_type, c.off, c.method, c.overround, '[]'::jsonb
      from event e join competition_control c on c.competition_id = e.competition_id
     where e.id = any(p_event_ids)
    union all
    select m.event_id, m.market_id, null, m.off, m.method, m.overround,
           coalesce((select jsonb_agg(jsonb_build_object('key', p.outcome_key, 'odds', p.odds::text, 'belowFair', p.below_fair))
                       from price_control p
                      where p.market_id = m.market_id and p.released_at is null
                        and coalesce(p.expires_at, 'infinity') > clock_timestamp()), '[]')
      from market_control m
     where m.event_id = any(p_event_ids);
end $$;

grant execute on function book_controls to evens_app;
