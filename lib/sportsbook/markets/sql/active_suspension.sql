/*
 * The widest suspension in force on a market, as "source:reason", or null when it is open. A provider whose lease has expired counts as
 * down from that moment, even before any process has recorded it: after an outage its last prices are old. A provider that never had a
 * lease is not expected to renew one.
 */
create or replace function active_suspension(p_market_id text, p_event_id text, p_provider text, p_sport_id text) returns text
language sql stable as $$
  select reason from (
    select s.source || ':' || s.reason as reason, s.id,
           array_position(array['all', 'sport', 'provider', 'event', 'market'], s.scope) as width
      from suspension s
     where s.lifted_at is null
       and (s.scope, s.scope_id) in (('all', ''), ('sport', p_sport_id), ('provider', p_provider), ('event', p_event_id),
                                     ('market', p_market_id))
    union all
    select 'provider:feed_down', null, 3
      from feed_provider f
     where f.id = p_provider and coalesce(f.lease_until, '-infinity') < clock_timestamp()) standing
   order by width, id nulls last
   limit 1
$$;
