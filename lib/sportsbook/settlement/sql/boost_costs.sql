/*
 * What bets at boosted odds have cost above the plain odds, as far as their results are known: what each returns by its result less what it would
 * have returned at the plain odds. Zero for one that is open, cashed out (its value comes from the plain odds) or whose result is not known yet.
 * What an early payout pays above the result is the cost of that (early_payout_costs). Other bets are left out.
 */
create or replace function boost_costs(p_bet_ids uuid[]) returns table (bet_id uuid, currency char(3), cost bigint)
language sql stable set enable_seqscan = off as $$
  select b.id, b.currency,
         case when b.status = 'settled' and b.result <> 'cashed_out' and n.result is not null
              then greatest(0, div(b.stake * n.factor, n.divisor) - div(b.stake * p.factor, p.divisor))::bigint else 0 end
    from boosted_bet x join bet b on b.id = x.bet_id join bet_leg l on l.bet_id = b.id
    join market m on m.id = l.market_id join outcome o on o.market_id = l.market_id and o.key = l.outcome_key,
         lateral leg_effective_result(b.void_reason is not null, b.placed_at, l.odds, m.status, m.void_windows, o.decided_at,
                              o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator, null) n,
         lateral leg_effective_result(b.void_reason is not null, b.placed_at, x.plain_odds, m.status, m.void_windows, o.decided_at,
                              o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator, null) p
   where x.bet_id = any(p_bet_ids)
$$;
