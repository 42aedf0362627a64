/*
 * What this change to the results of markets of one event would come to once their bets are settled, by currency, in minor units: a bet with
 * legs on several of them counts once. p_change is what apply_book takes for the event. Writes and locks nothing. What players would owe depends on their cash at this moment; the rest only on
 * the market and its bets.
 */
create or replace function settlement_effect(p_market_ids text[], p_change jsonb)
returns table (
  currency text, touched bigint, settled bigint, corrected bigint, reopened bigint, goes_on bigint,
  paid bigint, taken_back bigint, house bigint, owed bigint, owing bigint, repaid bigint
)
language sql volatile set enable_seqscan = off as $$
  with effective as materialized (
    select m.id, s.*, effective_market_status(m.id, m.status, s.cancelled, s.void_rest, s.outcomes) as status
      from market m,
           lateral effective_result_of(market_journal(m.id) || array(
             select w from settlement_entries_of(jsonb_build_array(p_change)) w where w.market_id = m.id)) s
     where m.id = any(p_market_ids)
  ), legs as materialized (
    select b.id, b.currency, b.player_id, b.stake, b.lines, b.free_bet_id, b.result as was, b.returned as was_returned, l.position, f.*
      from effective h
      join bet_leg l on l.market_id = h.id
      join bet b on b.id = l.bet_id,
           lateral outcome_effective_result(h.cancelled, h.void_rest, h.outcomes, h.decided, l.outcome_key) u,
           lateral leg_effective_result(b.void_reason is not null, b.placed_at, l.odds, h.status, h.void_windows, u.decided_at,
                                u.result, u.void_factor, u.numerator, u.denominator,
                                (select o.early_at from outcome o where l.builder is null and o.market_id = l.market_id and o.key = l.outcome_key)) f
     where (l.result, l.factor, l.divisor) is distinct from (f.result, f.factor, f.divisor) and b.result is distinct from 'cashed_out'
  ), bets as materialized (
    select g.*, n.result as is, bet_paid(g.free_bet_id, n.result, g.stake, n.returned) as is_returned
      from (select l.id, l.currency, l.player_id, l.stake, l.lines, l.free_bet_id, l.was, l.was_returned, array_agg(l.position order by l.position) as positions,
                   array_agg(l.result order by l.position) as results, array_agg(l.factor order by l.position) as factors,
                   array_agg(l.divisor order by l.position) as divisors
              from legs l group by 1, 2, 3, 4, 5, 6, 7, 8) g,
           lateral bet_effective_result_if(g.id, g.stake, g.lines, g.positions, g.results, g.factors, g.divisors) n
  ), moved as (
    select * from bets where (was, was_returned) is distinct from ("is", is_returned)
  ), cash as (
    select d.currency, greatest(0, coalesce(-r.balance, 0)) as owes,
           greatest(0, -(c.balance - c.held - c.minimum + coalesce(r.balance, 0) + d.delta)) as would_owe
      from (select player_id, v.currency, sum(case when v.free_bet_id is not null and v."is" = 'void' then 0 else coalesce(is_returned, 0) end
                     - case when v.free_bet_id is not null and v.was = 'void' then 0 else coalesce(was_returned, 0) end) as delta
              from moved v group by 1, 2) d
      join ledger_account_view c on c.owner_id = d.player_id and c.kind = 'player_cash' and c.currency = d.currency and c.detail = ''
      left join ledger_account_view r
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
