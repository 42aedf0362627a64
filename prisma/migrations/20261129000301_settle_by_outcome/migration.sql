-- Results accumulate by outcome: feeds settle a correct score market a few outcomes at a time. Equal times are told apart by
-- the order of arrival. A rule of the sport may void what is undecided, and gives way to any result.

-- Two settlements of one market in the same millisecond are two entries when they list different results.
drop index market_settlement_once;
create unique index market_settlement_once on market_settlement
  (market_id, kind, source, at, certainty, starts_at, ends_at, md5(outcomes::text)) nulls not distinct;

alter table market_settlement
  drop constraint market_settlement_source_check,
  -- 'rule': the system applied a rule of the sport (lib/sportsbook/catalogue/sport-rules.ts).
  add constraint market_settlement_source_check check (source in ('feed', 'house', 'rule'));

alter table outcome
  -- By the database's clock: bets placed later knew the result.
  add column decided_at timestamptz;
update outcome o set decided_at = m.decided_at
  from market m where m.id = o.market_id and o.result is not null and m.decided_at is not null;
alter table market drop column decided_at;

/* The results and cancellations of a journal that no later rollback undoes. A provider's rollback undoes what it said before: by
   its own time, and at equal times by the order of arrival (an entry without an id comes last: it is a preview). Staff undo
   whatever they could see, however a provider's clock runs. */
create or replace function market_words_standing(p_said market_settlement[]) returns setof market_settlement
language sql immutable as $$
  select s.*
    from unnest(p_said) s
   where s.kind in ('result', 'cancel')
     and not exists (
       select from unnest(p_said) r
        where r.kind = 'rollback_' || s.kind
          and ((r.at > s.at or r.at = s.at and (r.id > s.id or r.id is null and s.id is not null))
                 and (r.source = 'house' or s.source <> 'house')
               or r.source = 'house' and r.taken_at >= s.taken_at)
          and (s.kind = 'result' or (r.starts_at is not distinct from s.starts_at and r.ends_at is not distinct from s.ends_at)))
$$;

drop function market_standing(text);
drop function market_standing_of(market_settlement[]);
drop function outcome_standing(boolean, jsonb, text);
drop function status_standing(smallint, boolean, jsonb);

/*
 * The effective result of a journal, outcome by outcome: staff's result first, then the highest certainty, then the newest.
 * Whoever lists only some outcomes leaves the others as they are. decided: when each of these results was first known.
 * A cancellation of the whole market holds unless staff have given a result; one by a rule of the sport (void_rest) voids
 * only outcomes without a result. A cancellation without an end covers what was placed until it arrived, and none covers
 * what was placed later.
 */
create function market_standing_of(p_said market_settlement[])
returns table (cancelled boolean, void_rest boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided jsonb)
language sql stable as $$
  with standing as materialized (select * from market_words_standing(p_said)),
  told as materialized (
    select s.id, s.source, s.certainty, s.at, s.decided_at, o.key, o.value
      from standing s cross join lateral jsonb_each(s.outcomes) o where s.kind = 'result'
  ), held as (
    select distinct on (t.key) t.key, t.value, t.certainty, t.source
      from told t order by t.key, t.source = 'house' desc, t.certainty desc, t.at desc, t.id desc
  ), result as (
    select min(h.certainty) as certainty, bool_or(h.source = 'house') as by_staff, jsonb_object_agg(h.key, h.value) as outcomes,
           jsonb_object_agg(h.key, (select min(t.decided_at) from told t where t.key = h.key and t.value = h.value)) as decided
      from held h
  ), whole as (
    select c.source from standing c where c.kind = 'cancel' and c.starts_at is null and c.ends_at is null
  )
  select exists (select from whole w where w.source = 'house' or w.source = 'feed' and r.by_staff is not true),
         exists (select from whole w where w.source = 'rule'),
         coalesce((select range_agg(case when s.starts_at <= s.taken_at or s.starts_at is null
                                         then tstzrange(s.starts_at, least(s.ends_at, s.taken_at), '[]') else 'empty' end)
                     from standing s
                    where s.kind = 'cancel' and (s.starts_at is not null or s.ends_at is not null)), '{}'),
         r.certainty, r.outcomes, r.decided
    from result r
$$;

create function market_standing(p_market_id text)
returns table (cancelled boolean, void_rest boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided jsonb)
language sql stable as $$
  select * from market_standing_of(market_said(p_market_id))
$$;

/* The effective result of one outcome, by the effective result of its market. */
create function outcome_standing(p_cancelled boolean, p_void_rest boolean, p_outcomes jsonb, p_decided jsonb, p_key text)
returns table (result smallint, void_factor numeric, numerator integer, denominator integer, decided_at timestamptz)
language sql stable as $$
  select case when v.void then 0 else (p_outcomes->p_key->>'result')::smallint end,
         case when v.void then 1 else (p_outcomes->p_key->>'voidFactor')::numeric end,
         case when not v.void then (p_outcomes->p_key->'deadHeatFactor'->>'numerator')::integer end,
         case when not v.void then (p_outcomes->p_key->'deadHeatFactor'->>'denominator')::integer end,
         case when not v.void then (p_decided->>p_key)::timestamptz end
    from (select p_cancelled or p_void_rest and not coalesce(p_outcomes ? p_key, false)) v(void)
$$;

/* The status of a market by its effective result: cancelled; settled once every outcome is decided; or as it was. One that
   opens again waits for the feed. */
create function status_standing(p_market_id text, p_status smallint, p_cancelled boolean, p_void_rest boolean, p_outcomes jsonb)
returns smallint
language sql stable as $$
  select case when p_cancelled or p_void_rest and p_outcomes is null then -4
              when p_outcomes is not null
                   and (p_void_rest or p_outcomes ?& array(select o.key from outcome o where o.market_id = p_market_id)) then -3
              when p_status <= -3 then -1
              else p_status end::smallint
$$;

/* The journal entries that these changes make, in their order of arrival. */
create or replace function settlement_words(p_changes jsonb) returns setof market_settlement
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
  select null::bigint, m.id, s.kind, case when s.rule then 'rule' when s.timestamp is null then 'house' else 'feed' end,
         coalesce('epoch'::timestamptz + s.timestamp * interval '1 ms', n.moment), n.moment, s.certainty, s.outcomes,
         case when s.kind = 'result' and s.timestamp is not null
              then n.moment - coalesce(s.late_ms, 0) * interval '1 ms' - n.tolerance end,
         'epoch'::timestamptz + s.starts * interval '1 ms', 'epoch'::timestamptz + s.ends * interval '1 ms', s.by
    from said s cross join now n join market m on m.id = s.market_id
   order by s.arrival nulls last
$$;

/*
 * Writes what these changes say about results into the journal and brings markets and outcomes to their effective results. A
 * market whose result moved, even of one outcome, gets a new settlement version and an outbox row; one that is only confirmed
 * keeps its version. The events are locked by the caller. p_versions: {event id: new version}.
 */
create or replace function take_settlements(p_changes jsonb, p_versions jsonb) returns void
language plpgsql as $$
declare
  touched text[];
  rewritten text[];
begin
  insert into market_settlement (market_id, kind, source, at, certainty, outcomes, decided_at, starts_at, ends_at, by)
  select w.market_id, w.kind, w.source, w.at, w.certainty, w.outcomes, w.decided_at, w.starts_at, w.ends_at, w.by
    from settlement_words(p_changes) w
  on conflict do nothing;

  touched := array(
    select distinct r."marketId" from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'results', '[]') || coalesce(c->'corrections', '[]')) as r("marketId" text)
     order by 1);

  with target as materialized (
    select m.id, s.* from market m, lateral market_standing(m.id) s where m.id = any(touched)
  ), told as (
    select o.market_id, o.key, u.*
      from target t join outcome o on o.market_id = t.id,
           lateral outcome_standing(t.cancelled, t.void_rest, t.outcomes, t.decided, o.key) u
  ), changed as (
    update outcome o set result = t.result, void_factor = t.void_factor, dead_heat_numerator = t.numerator,
                         dead_heat_denominator = t.denominator, decided_at = t.decided_at, active = o.active and t.result is null
      from told t
     where o.market_id = t.market_id and o.key = t.key
       and (o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator, o.decided_at)
           is distinct from (t.result, t.void_factor, t.numerator, t.denominator, t.decided_at)
    returning o.market_id)
  select array(select distinct market_id from changed) into rewritten;

  with target as materialized (
    select m.id, m.event_id, s.*, status_standing(m.id, m.status, s.cancelled, s.void_rest, s.outcomes) as status
      from market m, lateral market_standing(m.id) s where m.id = any(touched)
  ), judged as (
    select t.*, case when t.status = -4 then 2 else t.certainty end as known,
           m.id = any(rewritten) or m.status <> t.status or m.void_windows <> t.void_windows as moved
      from target t join market m on m.id = t.id
  ), written as (
    update market m
       set status = j.status, void_windows = j.void_windows, certainty = j.known,
           settled_at = case when j.status > -3 then null when j.moved then clock_timestamp() else m.settled_at end,
           settlement_version = m.settlement_version + j.moved::integer,
           version = case when j.moved then (p_versions->>j.event_id)::bigint else m.version end
      from judged j
     where m.id = j.id and (j.moved or m.certainty is distinct from j.known)
    returning m.id, m.event_id, m.settlement_version, j.moved
  )
  insert into outbox (kind, payload)
  select case w.settlement_version when 1 then 'market.settled' else 'market.corrected' end,
         jsonb_build_object('marketId', w.id, 'eventId', w.event_id, 'settlementVersion', w.settlement_version)
    from written w where w.moved order by w.id;
end $$;

/*
 * What a leg has become, and why: 'voided' by staff, 'cancel', 'past_post', 'result', or nothing yet (no row of values).
 * It multiplies the stake by factor / divisor: odds x dead heat (won), 0 (lost), 1 (void), (odds + 1) / 2 (half won),
 * 1/2 (half lost). Exact, so combining stays exact. A leg is decided with its outcome, whatever the rest of its market waits for.
 */
create or replace function leg_standing(
  p_voided boolean, p_placed_at timestamptz, p_odds bigint,
  p_status smallint, p_void_windows tstzmultirange, p_decided_at timestamptz,
  p_result smallint, p_void numeric, p_numerator integer, p_denominator integer
) returns table (reason text, result text, factor numeric, divisor integer)
language sql immutable parallel safe as $$
  select w.reason,
         case when w.reason in ('voided', 'cancel', 'past_post') then 'void'
              when w.reason = 'result' then leg_result(p_result, p_void) end,
         case when w.reason in ('voided', 'cancel', 'past_post') or (w.reason = 'result' and p_void = 1) then 1
              when w.reason is null then null
              when p_result = 1 and p_void = 0.5
                then (p_odds * 0.0001 * coalesce(p_numerator, 1) + coalesce(p_denominator, 1)) * 0.5
              when p_result = 1 then p_odds * 0.0001 * coalesce(p_numerator, 1)
              when p_void = 0.5 then 0.5
              else 0 end::numeric,
         case when w.reason = 'result' and p_result = 1 and p_void is distinct from 1 then coalesce(p_denominator, 1) else 1 end
    from (select case when p_voided then 'voided'
                      when p_status = -4 or p_placed_at <@ p_void_windows then 'cancel'
                      when p_result is null then null
                      when p_placed_at > p_decided_at then 'past_post'
                      else 'result' end) w(reason)
$$;

/*
 * What this change to one market's results would come to once its bets are settled: by currency, in minor units. It writes and
 * locks nothing. p_change is what apply_book takes for the event. What players would owe rests on their cash of this moment;
 * the rest only on the market and its bets.
 */
create or replace function settlement_effect(p_market_id text, p_change jsonb)
returns table (
  currency text, touched bigint, settled bigint, corrected bigint, reopened bigint, goes_on bigint,
  paid bigint, taken_back bigint, house bigint, owed bigint, owing bigint, repaid bigint
)
language sql volatile set enable_seqscan = off as $$
  with holds as materialized (
    select m.id, s.*, status_standing(m.id, m.status, s.cancelled, s.void_rest, s.outcomes) as status
      from market m,
           lateral market_standing_of(market_said(m.id) || array(
             select w from settlement_words(jsonb_build_array(p_change)) w where w.market_id = m.id)) s
     where m.id = p_market_id
  ), legs as materialized (
    select b.id, b.currency, b.player_id, b.stake, b.result as was, b.returned as was_returned, l.position, f.*
      from holds h
      join bet_leg l on l.market_id = h.id
      join bet b on b.id = l.bet_id,
           lateral outcome_standing(h.cancelled, h.void_rest, h.outcomes, h.decided, l.outcome_key) u,
           lateral leg_standing(b.void_reason is not null, b.placed_at, l.odds, h.status, h.void_windows, u.decided_at,
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

/*
 * Brings the legs of a market to its effective result, outcome by outcome, and their bets with them, at most p_limit bets of each lane
 * a call. It walks: p_after is the last bet of the call before, so no call reads again what an earlier one settled. And in
 * lanes: of p_lanes that run side by side each takes the bets of its own players, so that none waits for another's accounts.
 * Answers how many bets it looked at and the last of them; when there is none left, whether all bets of the market, of every
 * lane, now reflect its settlement version. No row: the market is unknown, or somebody else is in this lane at this moment
 * and does, call by call, what this call would have done.
 * A single is what its leg is (bet_standing of one leg), so it is settled from what is in hand; of others all legs are read.
 */
create or replace function settle_market(p_market_id text, p_limit integer, p_after uuid default null, p_lane integer default 0, p_lanes integer default 1)
returns table (bets integer, last uuid, done boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off
-- Planning anew for the two thousand bets of one call takes time and finds nothing better than the indexes.
set plan_cache_mode = force_generic_plan as $$
declare
  since uuid;
  wanted integer;
  window_ids uuid[];
  positions smallint[];
  outcome_keys text[];
  odds bigint[];
  stakes bigint[];
  payouts bigint[];
  in_hand bet_in_hand[];
  steps bet_step[];
  others uuid[];
  causes text[];
begin
  if not pg_try_advisory_xact_lock(book_lock_key('settle', p_market_id || ':' || p_lane || ':' || p_lanes)) then return; end if;

  select uuid_floor(m.created_at - interval '1 day'), m.settlement_version into since, wanted
    from market m where m.id = p_market_id;
  select array_agg(w.bet_id), array_agg(w.position), array_agg(w.outcome_key), array_agg(w.odds),
         array_agg(w.exposure_stake), array_agg(w.exposure_payout)
    into window_ids, positions, outcome_keys, odds, stakes, payouts
    from (select l.* from bet_leg l
           where l.market_id = p_market_id and l.bet_id >= since and l.bet_id > coalesce(p_after, since)
             and l.settlement_version < wanted
           order by l.bet_id limit p_limit * p_lanes) w;

  if window_ids is null then
    perform from market m where m.id = p_market_id for no key update;
    update market m set settled_through = m.settlement_version
     where m.id = p_market_id and m.settled_through < m.settlement_version
       and not exists (select from bet_leg l where l.market_id = m.id and l.bet_id >= since
                          and l.settlement_version < m.settlement_version);
    return query select 0, null::uuid, m.settled_through = m.settlement_version from market m where m.id = p_market_id;
    return;
  end if;

  -- What was read of a leg before its bet is locked never changes; what may, is read with the lock.
  in_hand := array(
    select row(w.bet_id, w.position, w.outcome_key, w.odds, w.exposure_stake, w.exposure_payout,
               b.player_id, b.kind = 'single', b.currency, b.stake, b.settlement_version, b.status, b.result, b.returned,
               b.placed_at, b.void_reason is not null)::bet_in_hand
      from unnest(window_ids, positions, outcome_keys, odds, stakes, payouts)
           w(bet_id, position, outcome_key, odds, exposure_stake, exposure_payout)
      join bet b on b.id = w.bet_id
     where get_byte(uuid_send(b.player_id), 15) % p_lanes = p_lane
     order by b.id for no key update of b);

  with held as materialized (
    select m.status, m.void_windows, m.settlement_version from market m where m.id = p_market_id
  ), outcomes as materialized (
    select o.* from outcome o where o.market_id = p_market_id
  ), told as materialized (
    select h.*, m.settlement_version, s.reason, s.result as leg_result, s.factor, s.divisor
      from unnest(in_hand) h cross join held m left join outcomes o on o.key = h.outcome_key,
           lateral leg_standing(h.voided, h.placed_at, h.odds, m.status, m.void_windows, o.decided_at,
                                o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator) s
  ), written as (
    update bet_leg l set settlement_version = t.settlement_version, result = t.leg_result, factor = t.factor, divisor = t.divisor
      from told t
     where l.bet_id = t.bet_id and l.position = t.position and l.settlement_version < t.settlement_version
    returning t.*
  ), moved as (
    select w.*, case when w.leg_result is not null then div(w.stake * w.factor, w.divisor)::bigint end as leg_returned,
           case w.reason when 'past_post' then 'past_post'
                         when 'result' then 'market:' || p_market_id
                         when 'cancel' then 'cancel:' || p_market_id
                         when 'voided' then 'voided'
                         else 'rollback:' || p_market_id end as cause
      from written w)
  select array_agg(row(m.bet_id, m.player_id,
                       case when m.leg_returned > 0 or m.status = 'settled' then
                         (select a.id from ledger_account a
                           where a.owner_id = m.player_id and a.kind = 'player_cash' and a.currency = m.currency and a.detail = '') end,
                       m.currency, m.stake, m.version + 1, m.status, m.leg_result, m.leg_returned, m.cause,
                       p_market_id, m.outcome_key, m.exposure_stake, m.exposure_payout)::bet_step)
           filter (where m.single and (m.result, m.returned) is distinct from (m.leg_result, m.leg_returned)),
         array_agg(m.bet_id) filter (where not m.single), array_agg(m.cause) filter (where not m.single)
    into steps, others, causes
    from moved m;

  if others is not null then steps := steps || bet_steps(others, causes); end if;
  if cardinality(steps) > 0 then perform settle_steps(steps, null); end if;
  return query select cardinality(in_hand), window_ids[cardinality(window_ids)], false;
end $$;

grant execute on function market_words_standing, market_standing_of, market_standing, outcome_standing, status_standing,
  settlement_words, leg_standing to evens_app;
