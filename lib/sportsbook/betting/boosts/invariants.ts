import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of price boosts and of the bets at them. */
export const BOOST_INVARIANTS: Invariants = {
  "a boost counts exactly its bets": `
    select p.id::text as subject, (p.liability - x.liability)::text as detail
      from price_boost p
     cross join lateral (
       select count(*) filter (where x.stake > 0) as bets, coalesce(sum(x.liability), 0) as liability
         from boosted_bet x where x.boost_id = p.id) x
     where (p.bets, p.liability) is distinct from (x.bets, x.liability)`,
  "no player has staked more at a boost than it allows": `
    select p.id::text as subject, x.player_id::text as detail
      from price_boost p join boosted_bet x on x.boost_id = p.id join bet b on b.id = x.bet_id join betting_policy y
        on y.version = (b.decision->>'policyVersion')::integer
     group by p.id, x.player_id
    having sum(x.stake) > max(div(p.stake_max::numeric * 10000, (y.rules->'currencies'->b.currency->>'exchange')::numeric))`,
  "a bet at a boost is a single at its odds, better than the plain ones": `
    select x.bet_id::text as subject, p.id::text as detail
      from boosted_bet x join price_boost p on p.id = x.boost_id join bet b on b.id = x.bet_id join bet_leg l on l.bet_id = x.bet_id
     where b.kind <> 'single' or b.player_id <> x.player_id or b.free_bet_id is not null or x.plain_odds >= p.odds
        or (l.market_id, l.outcome_key, l.odds) is distinct from (p.market_id, p.outcome_key, p.odds)`,
  "what boosts have cost above the plain odds is booked, and no more": `
    select c.bet_id::text as subject, (c.cost - coalesce(t.booked, 0))::text as detail
      from boost_costs(array(select bet_id from boosted_bet)) c join boosted_bet x on x.bet_id = c.bet_id
      left join (
        select reference, sum(case code when 'boost_cost' then amount else -amount end) as booked
          from ledger_transfer_view where code in ('boost_cost', 'boost_cost_returned') group by 1) t
        on t.reference = 'bet:' || c.bet_id
     where (c.cost <> coalesce(t.booked, 0) or c.cost <> x.cost)
       and not exists (select from bet_leg l join market m on m.id = l.market_id where l.bet_id = c.bet_id and m.settled_through <> m.settlement_version)`,
};
