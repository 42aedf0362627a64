/*
 * Begins a bet that carries on p_stake of a bet that has just ended by a cash-out: the same legs with their results, and with their share of the
 * exposure and of the combination. The stake is in open_bets already and counts towards the player's limits as before.
 * Internal: the caller has locked the bet that ended.
 */
create or replace function continue_bet(p_origin_id uuid, p_bet_id uuid, p_stake bigint, p_potential_return bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  origin bet;
begin
  select * into origin from bet where id = p_origin_id;
  insert into bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, decision, placed_at, combination,
                   combination_payout, lines, origin_id)
  values (p_bet_id, origin.player_id, origin.kind, origin.currency, p_stake, origin.odds, p_potential_return, origin.odds_choice,
          origin.decision, origin.placed_at, origin.combination,
          div(origin.combination_payout::numeric * p_stake, origin.stake)::bigint, origin.lines, p_origin_id);

  insert into bet_leg (bet_id, position, event_id, market_id, outcome_key, odds, market_version, exposure_stake, exposure_payout,
                       part, builder, result, factor, divisor, settlement_version)
  select p_bet_id, l.position, l.event_id, l.market_id, l.outcome_key, l.odds, l.market_version,
         div(l.exposure_stake::numeric * p_stake, origin.stake)::bigint, div(l.exposure_payout::numeric * p_stake, origin.stake)::bigint,
         l.part, l.builder, l.result, l.factor, l.divisor, l.settlement_version
    from bet_leg l where l.bet_id = p_origin_id;

  -- It is paid at the boosted odds as well, and counts towards the limits of the boost already.
  insert into boosted_bet (bet_id, boost_id, player_id, plain_odds, stake, liability)
  select p_bet_id, x.boost_id, x.player_id, x.plain_odds, 0, 0 from boosted_bet x where x.bet_id = p_origin_id;

  insert into market_exposure as x (market_id, outcome_key, shard, bets, stake, payout)
  select l.market_id, l.outcome_key, pg_backend_pid() % 16, count(*), sum(l.exposure_stake), sum(l.exposure_payout)
    from bet_leg l where l.bet_id = p_bet_id
   group by 1, 2 order by 1, 2
  on conflict (market_id, outcome_key, shard) do update
    set bets = x.bets + excluded.bets, stake = x.stake + excluded.stake, payout = x.payout + excluded.payout;

  if origin.combination is not null then
    perform combination_exposure_add(array(
      select row(b.combination, 1, b.combination_payout)::combination_change from bet b where b.id = p_bet_id));
  end if;
end $$;

revoke execute on function continue_bet from public;
