/*
 * Brings the legs of a market, and their bets with them, to its effective result, outcome by outcome: at most p_limit bets of each lane a
 * call. p_after is the last bet of the call before, so no call reads again what an earlier one settled. Of p_lanes that run side by side
 * each takes the bets of its own players, so that none waits for another's accounts. Safe to call at any time and any number of times: a
 * leg only moves on to a newer settlement version.
 * Answers how many bets it looked at and the last of them; when none is left, whether all bets of the market, of every lane, reflect its
 * settlement version. No row: the market is unknown, or another process works on this lane and does what this call would have done.
 * A bet that was cashed out stays so, whatever becomes of its legs. A single is what its leg is, so it is settled from what was read with its lock; of other bets all legs are read. Reads no month from
 * before the market existed (less a day, for ids made while a clock was wrong).
 * Locks: the lane's advisory lock (without waiting), the bets by id, then as settle_steps does.
 */
create or replace function settle_market(p_market_id text, p_limit integer, p_after uuid default null, p_lane integer default 0, p_lanes integer default 1)
returns table (bets integer, last uuid, done boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off
-- A custom plan for the two thousand bets of one call takes time and is no better than the generic one.
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
  builders smallint[];
  locked_bets locked_bet[];
  steps bet_step[];
  others uuid[];
  causes text[];
begin
  if not pg_try_advisory_xact_lock(book_lock_key('settle', p_market_id || ':' || p_lane || ':' || p_lanes)) then return; end if;

  select uuid_floor(m.created_at - interval '1 day'), m.settlement_version into since, wanted
    from market m where m.id = p_market_id;
  select array_agg(w.bet_id), array_agg(w.position), array_agg(w.outcome_key), array_agg(w.odds),
         array_agg(w.exposure_stake), array_agg(w.exposure_payout), array_agg(w.builder)
    into window_ids, positions, outcome_keys, odds, stakes, payouts, builders
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

  -- What was read of a leg before its bet is locked never changes; everything else is read with the lock.
  locked_bets := array(
    select row(w.bet_id, w.position, w.outcome_key, w.odds, w.exposure_stake, w.exposure_payout,
               b.player_id, b.kind = 'single' and b.lines is null, b.currency, b.stake, b.settlement_version, b.status, b.result, b.returned,
               b.placed_at, b.void_reason is not null, b.free_bet_id, w.builder)::locked_bet
      from unnest(window_ids, positions, outcome_keys, odds, stakes, payouts, builders)
           w(bet_id, position, outcome_key, odds, exposure_stake, exposure_payout, builder)
      join bet b on b.id = w.bet_id
     where get_byte(uuid_send(b.player_id), 15) % p_lanes = p_lane
     order by b.id for no key update of b);

  with current_market as materialized (
    select m.status, m.void_windows, m.settlement_version from market m where m.id = p_market_id
  ), outcomes as materialized (
    select o.* from outcome o where o.market_id = p_market_id
  ), legs as materialized (
    select h.*, m.settlement_version, s.reason, s.result as leg_result, s.factor, s.divisor
      from unnest(locked_bets) h cross join current_market m left join outcomes o on o.key = h.outcome_key,
           lateral leg_effective_result(h.voided, h.placed_at, h.odds, m.status, m.void_windows, o.decided_at,
                                o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator,
                                case when h.builder is null then o.early_at end) s
  ), written as (
    update bet_leg l set settlement_version = t.settlement_version, result = t.leg_result, factor = t.factor, divisor = t.divisor
      from legs t
     where l.bet_id = t.bet_id and l.position = t.position and l.settlement_version < t.settlement_version
    returning t.*
  ), moved as (
    select w.*, case when w.leg_result is not null then bet_paid(w.free_bet_id, w.leg_result, w.stake, div(w.stake * w.factor, w.divisor)::bigint) end as leg_returned,
           case w.reason when 'past_post' then 'past_post'
                         when 'result' then 'market:' || p_market_id
                         when 'cancel' then 'cancel:' || p_market_id
                         when 'voided' then 'voided'
                         when 'early' then 'early:' || p_market_id
                         else 'rollback:' || p_market_id end as cause
      from written w)
  select array_agg(row(m.bet_id, m.player_id,
                       case when m.leg_returned > 0 or m.status = 'settled' then
                         (select a.id from ledger_account_view a
                           where a.owner_id = m.player_id and a.kind = 'player_cash' and a.currency = m.currency and a.detail = '') end,
                       m.currency, m.stake, m.version + 1, m.status, m.leg_result, m.leg_returned, m.cause,
                       p_market_id, m.outcome_key, m.exposure_stake, m.exposure_payout, m.free_bet_id)::bet_step)
           filter (where m.single and m.result is distinct from 'cashed_out' and (m.result, m.returned) is distinct from (m.leg_result, m.leg_returned)),
         array_agg(m.bet_id) filter (where not m.single), array_agg(m.cause) filter (where not m.single)
    into steps, others, causes
    from moved m;

  if others is not null then steps := steps || bet_steps(others, causes); end if;
  if cardinality(steps) > 0 then perform settle_steps(steps, null); end if;
  perform book_promotion_costs(array(select h.bet_id from unnest(locked_bets) h));
  return query select cardinality(locked_bets), window_ids[cardinality(window_ids)], false;
end $$;

revoke execute on function settle_market from public;
grant execute on function settle_market to evens_app;
