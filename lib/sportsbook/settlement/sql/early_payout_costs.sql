/*
 * What bets with a leg that was paid early have cost above the result of their markets, as far as that is known: what each has paid less what it would
 * have paid. Zero for one that is open, cashed out or whose result is not known yet; bets without such a leg are left out.
 */
create or replace function early_payout_costs(p_bet_ids uuid[]) returns table (bet_id uuid, currency char(3), cost bigint)
language sql stable set enable_seqscan = off as $$
  select b.id, b.currency,
         case when b.status = 'settled' and b.result <> 'cashed_out' and n.result is not null
              then greatest(0, b.returned - case when b.free_bet_id is not null and n.result = 'void' then 0
                                                 else bet_paid(b.free_bet_id, n.result, b.stake, n.returned) end)
              else 0 end
    from (select l.bet_id, array_agg(l.position order by l.position) as positions, array_agg(r.result order by l.position) as results,
                 array_agg(r.factor order by l.position) as factors, array_agg(r.divisor order by l.position) as divisors
            from unnest(p_bet_ids) i(id) join bet_leg l on l.bet_id = i.id and l.builder is null join bet b on b.id = i.id
            join outcome o on o.market_id = l.market_id and o.key = l.outcome_key and o.early_at >= b.placed_at
            join market m on m.id = l.market_id,
                 lateral leg_effective_result(b.void_reason is not null, b.placed_at, l.odds, m.status, m.void_windows, o.decided_at,
                                      o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator, null) r
           group by l.bet_id) e
    join bet b on b.id = e.bet_id,
         lateral bet_effective_result_if(b.id, b.stake, b.lines, e.positions, e.results, e.factors, e.divisors) n
$$;
