-- Markets that were decided before stakes were counted may open again, by a rollback: their stakes count then too.
insert into player_stake (player_id, event_id, market_id, outcome_key, stake)
select b.player_id, l.event_id, l.market_id, l.outcome_key, sum(b.stake)
  from event e join market m on m.event_id = e.id join bet_leg l on l.market_id = m.id join bet b on b.id = l.bet_id
 where e.starts_at > now() - interval '30 days' and m.status <= -3 and b.result is distinct from 'void'
 group by 1, 2, 3, 4
on conflict do nothing;

/*
 * Takes the steps of bets into the cumulative limits: a bet that became void counts no more for its player, one that no longer
 * is void counts again; a combination carries its open bets. The accounts of players whose bets become or were void are locked
 * by the caller, for money moves on them. As before; and a bet that was never counted takes nothing from those that were.
 */
create or replace function settle_limits(p_steps bet_step[]) returns void
language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from unnest(p_steps) s where s.result = 'void' or s.was = 'settled') then
    update player_stake x set stake = greatest(0, x.stake + d.stake)
      from (select s.player_id, l.event_id, l.market_id, l.outcome_key,
                   sum(case when s.result = 'void' then -s.stake else s.stake end)::bigint as stake
              from unnest(p_steps) s join bet_leg l on l.bet_id = s.bet_id
              left join bet_settlement p on p.bet_id = s.bet_id and p.version = s.version - 1
             where (s.result is not distinct from 'void') <> (p.result is not distinct from 'void')
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
