-- Staff settle by hand through the same journal as the feed, their word outranks it, and what any word would do to the
-- money can be told before it is said. Telling reads only, with the very functions that then write.

alter table market_settlement
  -- The member of staff whose word it is.
  add column by uuid references player;

/* What of all that was said about a market stands: what no later word has taken back. The order of arrival does not matter
   to a provider's words; staff take back whatever they could see, however a provider's clock runs. */
create function market_words_standing(p_said market_settlement[]) returns setof market_settlement
language sql immutable as $$
  select s.*
    from unnest(p_said) s
   where s.kind in ('result', 'cancel')
     and not exists (
       select from unnest(p_said) r
        where r.kind = 'rollback_' || s.kind
          and (r.at >= s.at and (r.source = 'house' or s.source = 'feed')
               or r.source = 'house' and r.taken_at >= s.taken_at)
          and (s.kind = 'result' or (r.starts_at is not distinct from s.starts_at and r.ends_at is not distinct from s.ends_at)))
$$;

/*
 * What holds of these words. Of the results that stand the house's holds, then the highest certainty, then the newest. A
 * cancellation of the whole market holds unless the house has since given a result of its own. A cancellation without an
 * end covers what was placed until we heard it, and none covers what was placed later.
 */
create function market_standing_of(p_said market_settlement[])
returns table (cancelled boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided_at timestamptz)
language sql immutable as $$
  with standing as materialized (select * from market_words_standing(p_said)),
  result as (
    select s.* from standing s where s.kind = 'result'
     order by s.source = 'house' desc, s.certainty desc, s.at desc, s.id desc limit 1)
  select exists (select from standing s
                  where s.kind = 'cancel' and s.starts_at is null and s.ends_at is null
                    and (s.source = 'house' or n.source is distinct from 'house')),
         coalesce((select range_agg(case when s.starts_at <= s.taken_at or s.starts_at is null
                                         then tstzrange(s.starts_at, least(s.ends_at, s.taken_at), '[]') else 'empty' end)
                     from standing s
                    where s.kind = 'cancel' and (s.starts_at is not null or s.ends_at is not null)), '{}'),
         n.certainty, n.outcomes,
         (select min(s.decided_at) from standing s where s.kind = 'result' and s.outcomes = n.outcomes)
    from (values (1)) one left join result n on true
$$;

create function market_said(p_market_id text) returns market_settlement[]
language sql stable as $$
  select coalesce(array_agg(s order by s.id), '{}') from market_settlement s where s.market_id = p_market_id
$$;

create or replace function market_standing(p_market_id text)
returns table (cancelled boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided_at timestamptz)
language sql stable as $$
  select * from market_standing_of(market_said(p_market_id))
$$;

/* The words about results in these changes, as the journal keeps them, said now. */
create function settlement_words(p_changes jsonb) returns setof market_settlement
language sql volatile as $$
  with now as materialized (
    select clock_timestamp() as moment, coalesce((
      select make_interval(secs => coalesce((p.rules->>'pastPostToleranceMs')::numeric, 0)::double precision / 1000)
        from betting_policy p order by p.version desc limit 1), interval '0') as tolerance
  ), said as (
    select r."marketId" as market_id, case when r.cancelled then 'cancel' else 'result' end as kind, r.timestamp,
           case when not r.cancelled then r.certainty end as certainty,
           case when not r.cancelled then (
             select jsonb_object_agg(u.key, jsonb_build_object('result', u.result, 'voidFactor', u."voidFactor",
                                                               'deadHeatFactor', u."deadHeatFactor"))
               from jsonb_to_recordset(r.outcomes) as u(key text, result smallint, "voidFactor" numeric, "deadHeatFactor" jsonb))
           end as outcomes,
           r."lateMs" as late_ms, null::bigint as starts, null::bigint as ends, r.by
      from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'results', '[]')) as r("marketId" text, certainty smallint, cancelled boolean, outcomes jsonb,
                                                    timestamp bigint, "lateMs" bigint, by uuid)
     where r.cancelled or jsonb_array_length(r.outcomes) > 0
    union all
    select k."marketId", k.kind, k.timestamp, null, null, null, k."startsAt", k."endsAt", k.by
      from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'corrections', '[]')) as k("marketId" text, kind text, timestamp bigint, "startsAt" bigint,
                                                        "endsAt" bigint, by uuid)
  )
  select null::bigint, m.id, s.kind, case when s.timestamp is null then 'house' else 'feed' end,
         coalesce('epoch'::timestamptz + s.timestamp * interval '1 ms', n.moment), n.moment, s.certainty, s.outcomes,
         case when s.kind = 'result' and s.timestamp is not null
              then n.moment - coalesce(s.late_ms, 0) * interval '1 ms' - n.tolerance end,
         'epoch'::timestamptz + s.starts * interval '1 ms', 'epoch'::timestamptz + s.ends * interval '1 ms', s.by
    from said s cross join now n join market m on m.id = s.market_id
$$;

/* What one outcome of a market comes to by what holds of it. */
create function outcome_standing(p_cancelled boolean, p_outcomes jsonb, p_key text)
returns table (result smallint, void_factor numeric, numerator integer, denominator integer)
language sql immutable as $$
  select case when p_cancelled then 0 else (p_outcomes->p_key->>'result')::smallint end,
         case when p_cancelled then 1 else (p_outcomes->p_key->>'voidFactor')::numeric end,
         case when not p_cancelled then (p_outcomes->p_key->'deadHeatFactor'->>'numerator')::integer end,
         case when not p_cancelled then (p_outcomes->p_key->'deadHeatFactor'->>'denominator')::integer end
$$;

/* The status of a market by what holds of it: cancelled, settled, or as it was; one that opens again waits for the feed. */
create function status_standing(p_status smallint, p_cancelled boolean, p_outcomes jsonb) returns smallint
language sql immutable as $$
  select case when p_cancelled then -4 when p_outcomes is not null then -3 when p_status <= -3 then -1 else p_status end::smallint
$$;

/* As before; its reading of words and its rules now stand in the functions above, where a preview finds them too. */
create or replace function take_settlements(p_changes jsonb, p_versions jsonb) returns void
language plpgsql as $$
declare
  touched text[];
  rewritten text[];
begin
  with said as (
    insert into market_settlement (market_id, kind, source, at, certainty, outcomes, decided_at, starts_at, ends_at, by)
    select w.market_id, w.kind, w.source, w.at, w.certainty, w.outcomes, w.decided_at, w.starts_at, w.ends_at, w.by
      from settlement_words(p_changes) w
    on conflict do nothing)
  select array(
    select distinct r."marketId" from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'results', '[]') || coalesce(c->'corrections', '[]')) as r("marketId" text)
     order by 1) into touched;

  with target as materialized (
    select m.id, s.cancelled, s.outcomes from market m, lateral market_standing(m.id) s where m.id = any(touched)
  ), told as (
    select o.market_id, o.key, t.cancelled or t.outcomes is not null as decided, u.*
      from target t join outcome o on o.market_id = t.id, lateral outcome_standing(t.cancelled, t.outcomes, o.key) u
  ), changed as (
    update outcome o set result = t.result, void_factor = t.void_factor, dead_heat_numerator = t.numerator,
                         dead_heat_denominator = t.denominator, active = o.active and not t.decided
      from told t
     where o.market_id = t.market_id and o.key = t.key
       and (o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator)
           is distinct from (t.result, t.void_factor, t.numerator, t.denominator)
    returning o.market_id)
  select array(select distinct market_id from changed) into rewritten;

  with target as materialized (
    select m.id, m.event_id, s.*, status_standing(m.status, s.cancelled, s.outcomes) as status
      from market m, lateral market_standing(m.id) s where m.id = any(touched)
  ), judged as (
    select t.*, m.id = any(rewritten) or m.status <> t.status or m.void_windows <> t.void_windows
                or (t.status = -3 and m.decided_at is distinct from t.decided_at) as moved
      from target t join market m on m.id = t.id
  ), written as (
    update market m
       set status = j.status, void_windows = j.void_windows, decided_at = j.decided_at,
           certainty = case when j.cancelled then 2 else j.certainty end,
           settled_at = case when j.status > -3 then null when j.moved then clock_timestamp() else m.settled_at end,
           settlement_version = m.settlement_version + j.moved::integer,
           version = case when j.moved then (p_versions->>j.event_id)::bigint else m.version end
      from judged j
     where m.id = j.id
       and (j.moved or m.certainty is distinct from case when j.cancelled then 2 else j.certainty end)
    returning m.id, m.event_id, m.settlement_version, j.moved
  )
  insert into outbox (kind, payload)
  select case w.settlement_version when 1 then 'market.settled' else 'market.corrected' end,
         jsonb_build_object('marketId', w.id, 'eventId', w.event_id, 'settlementVersion', w.settlement_version)
    from written w where w.moved order by w.id;
end $$;

/* What a bet is by its legs if the one at p_position were this; as they are, if there is none. */
create function bet_standing_if(p_bet_id uuid, p_stake bigint, p_position smallint, p_result text, p_factor numeric, p_divisor integer)
returns table (result text, returned bigint)
language sql stable as $$
  select case when not g.decided then null
              when g.void then 'void'
              when g.lost then 'lost'
              when g.legs = 1 then g.only
              when g.returned < p_stake then 'half_lost'
              else 'won' end,
         case when g.decided then g.returned end
    from (select bool_or(l.result = 'lost') is true as lost, bool_and(l.result is not distinct from 'void') as void,
                 bool_and(l.result is not null) or bool_or(l.result = 'lost') is true as decided,
                 count(*) as legs, min(l.result) as only,
                 div(p_stake * product(coalesce(l.factor, 1)), product(l.divisor))::bigint as returned
            from (select case when k.position = p_position then p_result else k.result end as result,
                         case when k.position = p_position then p_factor else k.factor end as factor,
                         case when k.position = p_position then p_divisor else k.divisor end as divisor
                    from bet_leg k where k.bet_id = p_bet_id) l) g
$$;

create or replace function bet_standing(p_bet_id uuid, p_stake bigint) returns table (result text, returned bigint)
language sql stable as $$
  select * from bet_standing_if(p_bet_id, p_stake, null, null, null, null)
$$;

/*
 * What saying this about one market now would come to once its bets are settled: by currency, in minor units. It writes and
 * locks nothing. p_change is what apply_book takes for the event. What players would owe rests on their cash of this moment;
 * the rest only on the market and its bets.
 */
create function settlement_effect(p_market_id text, p_change jsonb)
returns table (
  currency text, touched bigint, settled bigint, corrected bigint, reopened bigint, goes_on bigint,
  paid bigint, taken_back bigint, house bigint, owed bigint, owing bigint, repaid bigint
)
language sql volatile set enable_seqscan = off as $$
  with holds as materialized (
    select m.id, s.*, status_standing(m.status, s.cancelled, s.outcomes) as status
      from market m,
           lateral market_standing_of(market_said(m.id) || array(
             select w from settlement_words(jsonb_build_array(p_change)) w where w.market_id = m.id)) s
     where m.id = p_market_id
  ), legs as materialized (
    select b.id, b.currency, b.player_id, b.stake, b.result as was, b.returned as was_returned, l.position, f.*
      from holds h
      join bet_leg l on l.market_id = h.id
      join bet b on b.id = l.bet_id,
           lateral outcome_standing(h.cancelled, h.outcomes, l.outcome_key) u,
           lateral leg_standing(b.void_reason is not null, b.placed_at, l.odds, h.status, h.void_windows, h.decided_at,
                                u.result, u.void_factor, u.numerator, u.denominator) f
     where (l.result, l.factor, l.divisor) is distinct from (f.result, f.factor, f.divisor)
  ), bets as materialized (
    select g.*, n.result as is, n.returned as is_returned
      from legs g, lateral bet_standing_if(g.id, g.stake, g.position, g.result, g.factor, g.divisor) n
  ), moved as (
    select * from bets where (was, was_returned) is distinct from ("is", is_returned)
  ), cash as (
    select d.currency, greatest(0, coalesce(-r.balance, 0)) as owes,
           greatest(0, -(c.balance - c.held - c.minimum + coalesce(r.balance, 0) + d.delta)) as would_owe
      from (select player_id, v.currency, sum(coalesce(is_returned, 0) - coalesce(was_returned, 0)) as delta
              from moved v group by 1, 2) d
      join ledger_account c on c.owner_id = d.player_id and c.kind = 'player_cash' and c.currency = d.currency and c.detail = ''
      left join ledger_account r
             on r.owner_id = d.player_id and r.kind = 'player_receivable' and r.currency = d.currency and r.detail = ''
  ), debts as (
    select k.currency, sum(greatest(0, would_owe - owes)) as owed, count(*) filter (where would_owe > owes) as owing,
           sum(greatest(0, owes - would_owe)) as repaid
      from cash k group by 1
  )
  select b.currency::text, count(*),
         count(*) filter (where b.was is null and b."is" is not null),
         count(*) filter (where b.was is not null and b."is" is not null and (b.was, b.was_returned) is distinct from (b."is", b.is_returned)),
         count(*) filter (where b.was is not null and b."is" is null),
         count(*) filter (where b.was is null and b."is" is null),
         coalesce(sum(b.is_returned) filter (where (b.was, b.was_returned) is distinct from (b."is", b.is_returned)), 0)::bigint,
         coalesce(sum(b.was_returned) filter (where (b.was, b.was_returned) is distinct from (b."is", b.is_returned)), 0)::bigint,
         (coalesce(sum(b.stake - b.is_returned), 0) - coalesce(sum(b.stake - b.was_returned), 0))::bigint,
         coalesce(max(d.owed), 0)::bigint, coalesce(max(d.owing), 0), coalesce(max(d.repaid), 0)::bigint
    from bets b left join debts d on d.currency = b.currency
   group by b.currency order by b.currency
$$;

revoke execute on function settlement_effect, settlement_words from public;
grant execute on function settlement_effect, settlement_words to evens_app;
