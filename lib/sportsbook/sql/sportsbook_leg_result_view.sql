/*
 * The legs of accepted bets with their share of the bet's stake and, once it is settled, of the operator's result (stake less returns), in minor
 * units of the base currency at the exchange in force. A bet is divided over its legs by their exposure, so that the shares sum to the bet.
 * A bet of which a part was cashed out counts with that part; the rest is a bet of its own.
 */
create or replace view sportsbook_leg_result_view as
  select l.bet_id, l."position", l.event_id, l.market_id, b.status = 'settled' as settled,
         (div(v.stake * s.upto, s.total) - div(v.stake * s.before, s.total))::bigint as stake,
         (div(v.result * s.upto, s.total) - div(v.result * s.before, s.total))::bigint as result
    from bet_leg l
    join bet b on b.id = l.bet_id
    left join bet_cash_out o on o.bet_id = b.id
    left join sportsbook_currency_view c on c.currency = b.currency
   cross join lateral (
     select greatest(sum(x.exposure_stake), 1) as total,
            case when l."position" = max(x."position") then greatest(sum(x.exposure_stake), 1)
                 else sum(x.exposure_stake) filter (where x."position" <= l."position") end as upto,
            coalesce(sum(x.exposure_stake) filter (where x."position" < l."position"), 0) as before
       from bet_leg x where x.bet_id = l.bet_id) s
   cross join lateral (
     select coalesce(o.stake, b.stake)::numeric as stake, coalesce(c.exchange, div(s.total * 10000, b.stake)) as exchange) w
   cross join lateral (
     select div(w.stake * w.exchange, 10000) as stake, div((w.stake - b.returned) * w.exchange, 10000) as result) v;

grant select on sportsbook_leg_result_view to evens_app;
