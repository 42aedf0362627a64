/*
 * Writes the settlement entries of these changes to the journal and brings markets and outcomes to their effective results. A market whose
 * result moved, even of one outcome, gets a new settlement version and an outbox row; one that is only confirmed keeps its version. An
 * entry that is already in the journal changes nothing. p_versions: {event id: new version}.
 * Expects: the caller holds the events' advisory locks (apply_book).
 */
create or replace function record_settlement_entries(p_changes jsonb, p_versions jsonb) returns void
language plpgsql as $$
declare
  touched text[];
  changed_markets text[];
begin
  insert into market_settlement (market_id, kind, source, at, certainty, outcomes, decided_at, starts_at, ends_at, by)
  select w.market_id, w.kind, w.source, w.at, w.certainty, w.outcomes, w.decided_at, w.starts_at, w.ends_at, w.by
    from settlement_entries_of(p_changes) w
  on conflict do nothing;

  touched := array(
    select distinct r."marketId" from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'results', '[]') || coalesce(c->'corrections', '[]')) as r("marketId" text)
     order by 1);

  with target as materialized (
    select m.id, s.* from market m, lateral market_effective_result(m.id) s where m.id = any(touched)
  ), outcomes as (
    select o.market_id, o.key, u.*
      from target t join outcome o on o.market_id = t.id,
           lateral outcome_effective_result(t.cancelled, t.void_rest, t.outcomes, t.decided, o.key) u
  ), changed as (
    update outcome o set result = t.result, void_factor = t.void_factor, dead_heat_numerator = t.numerator,
                         dead_heat_denominator = t.denominator, decided_at = t.decided_at, active = o.active and t.result is null
      from outcomes t
     where o.market_id = t.market_id and o.key = t.key
       and (o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator, o.decided_at)
           is distinct from (t.result, t.void_factor, t.numerator, t.denominator, t.decided_at)
    returning o.market_id)
  select array(select distinct market_id from changed) into changed_markets;

  with target as materialized (
    select m.id, m.event_id, s.*, effective_market_status(m.id, m.status, s.cancelled, s.void_rest, s.outcomes) as status
      from market m, lateral market_effective_result(m.id) s where m.id = any(touched)
  ), compared as (
    select t.*, case when t.status = -4 then 2 else t.certainty end as known,
           m.id = any(changed_markets) or m.status <> t.status or m.void_windows <> t.void_windows as moved
      from target t join market m on m.id = t.id
  ), written as (
    update market m
       set status = j.status, feed_status = case when j.status = m.status then m.feed_status end, void_windows = j.void_windows, certainty = j.known,
           settled_at = case when j.status > -3 then null when j.moved then clock_timestamp() else m.settled_at end,
           settlement_version = m.settlement_version + j.moved::integer,
           version = case when j.moved then (p_versions->>j.event_id)::bigint else m.version end
      from compared j
     where m.id = j.id and (j.moved or m.certainty is distinct from j.known)
    returning m.id, m.event_id, m.settlement_version, j.moved
  )
  insert into outbox (kind, payload)
  select case w.settlement_version when 1 then 'market.settled' else 'market.corrected' end,
         jsonb_build_object('marketId', w.id, 'eventId', w.event_id, 'settlementVersion', w.settlement_version)
    from written w where w.moved order by w.id;
end $$;
