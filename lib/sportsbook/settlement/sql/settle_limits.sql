/*
 * Takes the steps of bets into the cumulative limits: a bet that became void or was cashed out no longer counts for its player, one that is no
 * longer void counts again; a combination carries its open bets. A bet that was never counted takes nothing from those that were.
 * Expects: the caller has locked the accounts of players whose bets become or were void. Locks: the combinations.
 */
create or replace function settle_limits(p_steps bet_step[]) returns void
language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from unnest(p_steps) s where s.result in ('void', 'cashed_out') or s.was = 'settled') then
    update player_stake x set stake = greatest(0, x.stake + d.stake)
      from (select s.player_id, l.event_id, l.market_id, l.outcome_key,
                   sum(case when s.result in ('void', 'cashed_out') then -s.stake else s.stake end)::bigint as stake
              from unnest(p_steps) s join bet_leg l on l.bet_id = s.bet_id
              left join bet_settlement p on p.bet_id = s.bet_id and p.version = s.version - 1
             where coalesce(s.result in ('void', 'cashed_out'), false) <> (p.result is not distinct from 'void')
             group by 1, 2, 3, 4 order by 1, 2, 3, 4) d
     where (x.player_id, x.event_id, x.market_id, x.outcome_key) = (d.player_id, d.event_id, d.market_id, d.outcome_key);
  end if;

  if exists (select from unnest(p_steps) s where s.market_id is null) then
    perform combination_exposure_add(array(
      select row(b.combination, case when s.result is null then 1 else -1 end,
                 case when s.result is null then b.combination_payout else -b.combination_payout end)::combination_change
        from unnest(p_steps) s join bet b on b.id = s.bet_id
       where s.market_id is null and (s.was = 'settled') <> (s.result is not null) and b.combination is not null));
  end if;
end $$;
