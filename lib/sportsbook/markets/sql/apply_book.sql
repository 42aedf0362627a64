/*
 * Applies what a feed or a trading model says about events: starts, scores, incidents, markets, prices, results, stops, suspensions. One
 * call is one transaction, and each event in it gets one new version. A settled or cancelled market changes only through the settlement
 * journal (record_settlement_entries). Shape of the input: BookChange in lib/sportsbook/markets/schema.ts. Returns the events and their versions.
 * Locks: the advisory locks of the events, exclusively, in the order of their keys.
 */
create or replace function apply_book(p_changes jsonb) returns table (event_id text, version bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  versions jsonb;
begin
  perform pg_advisory_xact_lock(k) from (
    select distinct book_lock_key('event', c->>'eventId') as k from jsonb_array_elements(p_changes) c order by 1) keys;

  select jsonb_object_agg(id, v) into versions
    from (select id, nextval('book_version') as v from (select distinct c->>'eventId' as id from jsonb_array_elements(p_changes) c) d) n;

  if exists (select from jsonb_array_elements(p_changes) c where c ? 'startsAt') then
    insert into event_move (event_id, starts_at)
    select e.id, e.starts_at from jsonb_array_elements(p_changes) c join event e on e.id = c->>'eventId'
     where e.starts_at <> 'epoch'::timestamptz + (c->>'startsAt')::bigint * interval '1 ms';
  end if;

  update event e set
    starts_at = coalesce('epoch'::timestamptz + (c->>'startsAt')::bigint * interval '1 ms', e.starts_at),
    status = coalesce((c->>'status')::smallint, e.status),
    status_at = case when (c->>'status')::smallint <> e.status then clock_timestamp() else e.status_at end,
    score = coalesce(c->'score', e.score),
    feed_timestamp = greatest(e.feed_timestamp, coalesce((c->>'feedTimestamp')::bigint, 0)),
    fixture_timestamp = greatest(e.fixture_timestamp, coalesce((c->>'fixtureTimestamp')::bigint, 0)),
    started_at = coalesce(e.started_at, case when (c->>'status')::smallint = 1 then clock_timestamp() end),
    ended_at = case when c->>'status' is null then e.ended_at
                    when (c->>'status')::smallint in (3, 4, 5, 9) then coalesce(e.ended_at, clock_timestamp()) end,
    version = (versions->>e.id)::bigint,
    updated_at = clock_timestamp()
  from jsonb_array_elements(p_changes) c where e.id = c->>'eventId';

  insert into incident (event_id, number, kind, participant, detail, revoked)
  select c->>'eventId', i.number, i.kind, i.participant, coalesce(i.detail, '{}'), coalesce(i.revoked, false)
    from jsonb_array_elements(p_changes) c,
         jsonb_to_recordset(coalesce(c->'incidents', '[]')) as i(number int, kind text, participant smallint, detail jsonb,
                                                                          revoked boolean)
  on conflict (event_id, number) do update set revoked = excluded.revoked, detail = excluded.detail,
    kind = excluded.kind, participant = excluded.participant;

  -- A settled or cancelled market keeps its status: only results (below) or a rollback change it.
  insert into market as m (id, event_id, market_type, specifiers, status, feed_status, version, groups, written)
  select k.id, c->>'eventId', k."marketType", k.specifiers, k.status, k."feedStatus", (versions->>(c->>'eventId'))::bigint,
         coalesce(k.groups, '{}'), k.written
    from jsonb_array_elements(p_changes) c,
         jsonb_to_recordset(coalesce(c->'markets', '[]')) as k(id text, "marketType" text, specifiers text, status smallint,
                                                               "feedStatus" smallint, groups text[], written jsonb)
   order by k.id
  on conflict (id) do update set status = excluded.status, feed_status = excluded.feed_status, version = excluded.version,
    groups = excluded.groups, written = coalesce(excluded.written, m.written)
   where m.status > -3;

  -- A decided outcome of a market that is still open stays closed.
  insert into outcome as o (market_id, key, position, odds, feed_odds, probability, active)
  select k.id, u.key, u.position, u.odds, u."feedOdds", u.probability, u.active
    from jsonb_array_elements(p_changes) c,
         jsonb_to_recordset(coalesce(c->'markets', '[]')) as k(id text, outcomes jsonb),
         jsonb_to_recordset(k.outcomes) as u(key text, position smallint, odds bigint, "feedOdds" bigint, probability double precision,
                                             active boolean),
         market m
   where m.id = k.id and m.status > -3
   order by k.id, u.key
  on conflict (market_id, key) do update
    set odds = excluded.odds, feed_odds = excluded.feed_odds, probability = excluded.probability,
        active = excluded.active and o.result is null, position = excluded.position;

  insert into price_history (market_id, version, prices)
  select k.id, (versions->>(c->>'eventId'))::bigint, jsonb_object_agg(u.key, u.odds)
    from jsonb_array_elements(p_changes) c,
         jsonb_to_recordset(coalesce(c->'markets', '[]')) as k(id text, outcomes jsonb),
         jsonb_to_recordset(k.outcomes) as u(key text, odds bigint)
   group by 1, 2
  on conflict do nothing;

  -- Only active markets are stopped: inactive and suspended ones keep their status. Of a market that a trader closed, the feed's is stopped.
  if exists (select from jsonb_array_elements(p_changes) c where c ? 'stops') then
    update market m set status = case when m.status = 1 then s.status else m.status end,
           feed_status = case when m.feed_status = 1 then s.status else m.feed_status end, version = (versions->>m.event_id)::bigint
      from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'stops', '[]')) as s("marketId" text, status smallint)
     where m.id = s."marketId" and m.event_id = c->>'eventId' and 1 in (m.status, m.feed_status) and m.status > -3;
  end if;

  if exists (select from jsonb_array_elements(p_changes) c where c ? 'results' or c ? 'corrections') then
    perform record_settlement_entries(p_changes, versions);
  end if;

  insert into suspension (scope, scope_id, source, reason)
  select 'event', c->>'eventId', 'feed', c->>'suspend' from jsonb_array_elements(p_changes) c where c->>'suspend' is not null
  on conflict (scope, scope_id, source) where lifted_at is null do update set reason = excluded.reason;

  update suspension s set lifted_at = clock_timestamp()
    from jsonb_array_elements(p_changes) c
   where s.scope = 'event' and s.scope_id = c->>'eventId' and s.source = 'feed' and s.lifted_at is null
     and (c->>'resume')::boolean;

  return query select key, value::bigint from jsonb_each_text(versions);
end $$;
