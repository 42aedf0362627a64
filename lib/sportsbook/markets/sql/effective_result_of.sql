/*
 * The effective result of a settlement journal, outcome by outcome: staff's result first, then the highest certainty, then the newest.
 * An entry that lists only some outcomes leaves the others as they are. decided: when each of these results was first known.
 * A cancellation of the whole market holds unless staff have given a result; one by a rule of the sport (void_rest) voids only outcomes
 * without a result. A cancellation of a period without an end covers bets placed until it arrived, and none covers later bets.
 */
create or replace function effective_result_of(p_journal market_settlement[])
returns table (cancelled boolean, void_rest boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided jsonb)
language sql stable as $$
  with effective as materialized (select * from effective_entries(p_journal)),
  results as materialized (
    select s.id, s.source, s.certainty, s.at, s.decided_at, o.key, o.value
      from effective s cross join lateral jsonb_each(s.outcomes) o where s.kind = 'result'
  ), chosen as (
    select distinct on (t.key) t.key, t.value, t.certainty, t.source
      from results t order by t.key, t.source = 'staff' desc, t.certainty desc, t.at desc, t.id desc
  ), result as (
    select min(h.certainty) as certainty, bool_or(h.source = 'staff') as by_staff, jsonb_object_agg(h.key, h.value) as outcomes,
           jsonb_object_agg(h.key, (select min(t.decided_at) from results t where t.key = h.key and t.value = h.value)) as decided
      from chosen h
  ), whole as (
    select c.source from effective c where c.kind = 'cancel' and c.starts_at is null and c.ends_at is null
  )
  select exists (select from whole w where w.source = 'staff' or w.source = 'feed' and r.by_staff is not true),
         exists (select from whole w where w.source = 'rule'),
         coalesce((select range_agg(case when s.starts_at <= s.taken_at or s.starts_at is null
                                         then tstzrange(s.starts_at, least(s.ends_at, s.taken_at), '[]') else 'empty' end)
                     from effective s
                    where s.kind = 'cancel' and (s.starts_at is not null or s.ends_at is not null)), '{}'),
         r.certainty, r.outcomes, r.decided
    from result r
$$;
