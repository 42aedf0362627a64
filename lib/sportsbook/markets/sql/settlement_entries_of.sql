/*
 * The settlement journal entries that these changes (BookChange) would make, in their order of arrival, with the database's clock as the
 * time of arrival. Writes nothing; a preview and record_settlement_entries read the same entries.
 */
create or replace function settlement_entries_of(p_changes jsonb) returns setof market_settlement
language sql volatile as $$
  with now as materialized (
    select clock_timestamp() as moment, coalesce((
      select make_interval(secs => coalesce((p.rules->>'pastPostToleranceMs')::numeric, 0)::double precision / 1000)
        from betting_policy p order by p.version desc limit 1), interval '0') as tolerance
  ), entries as (
    select r."marketId" as market_id, case when r.cancelled then 'cancel' else 'result' end as kind, r.timestamp,
           case when not r.cancelled then r.certainty end as certainty,
           case when not r.cancelled then (
             select jsonb_object_agg(u.key, jsonb_build_object('result', u.result, 'voidFactor', u."voidFactor",
                                                               'deadHeatFactor', u."deadHeatFactor"))
               from jsonb_to_recordset(r.outcomes) as u(key text, result smallint, "voidFactor" numeric, "deadHeatFactor" jsonb))
           end as outcomes,
           r."lateMs" as late_ms, null::bigint as starts, null::bigint as ends, r.by, r.rule, r.arrival
      from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'results', '[]')) as r("marketId" text, certainty smallint, cancelled boolean, outcomes jsonb,
                                                    timestamp bigint, "lateMs" bigint, by uuid, rule boolean, arrival bigint)
     where r.cancelled or jsonb_array_length(r.outcomes) > 0
    union all
    select k."marketId", k.kind, k.timestamp, null, null, null, k."startsAt", k."endsAt", k.by, k.rule, k.arrival
      from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'corrections', '[]')) as k("marketId" text, kind text, timestamp bigint, "startsAt" bigint,
                                                        "endsAt" bigint, by uuid, rule boolean, arrival bigint)
  )
  select null::bigint, m.id, s.kind, case when s.rule then 'rule' when s.timestamp is null then 'staff' else 'feed' end,
         coalesce('epoch'::timestamptz + s.timestamp * interval '1 ms', n.moment), n.moment, s.certainty, s.outcomes,
         case when s.kind = 'result' and s.timestamp is not null
              then n.moment - coalesce(s.late_ms, 0) * interval '1 ms' - n.tolerance end,
         'epoch'::timestamptz + s.starts * interval '1 ms', 'epoch'::timestamptz + s.ends * interval '1 ms', s.by
    from entries s cross join now n join market m on m.id = s.market_id
   order by s.arrival nulls last
$$;
