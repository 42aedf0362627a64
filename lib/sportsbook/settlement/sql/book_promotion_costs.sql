/*
 * Books what promotions have cost with these bets (early_payout_costs, boost_costs), each kind apart, from the cost of promotions to the income of
 * the sportsbook, which then shows what the results at the plain odds would have brought; after a correction the difference, either way.
 * Safe to repeat. Internal: the caller has locked the bets.
 */
create or replace function book_promotion_costs(p_bet_ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  early boolean := exists (select from outcome where early_at is not null);
  boosted uuid[] := array(select x.bet_id from boosted_bet x where x.bet_id = any(p_bet_ids));
begin
  -- An operator without promotions pays for none.
  if not early and cardinality(boosted) = 0 then return; end if;
  perform ledger_write(array(
    select row(settlement_transfer_id(c.bet_id, k.times, c.kind), case when c.cost > k.booked then p.id else i.id end,
               case when c.cost > k.booked then i.id else p.id end, abs(c.cost - k.booked), c.currency,
               c.kind || case when c.cost > k.booked then '_cost' else '_cost_returned' end, 'bet:' || c.bet_id, null)::ledger_posting
      from (select e.bet_id, e.currency, e.cost, 'early_payout' as kind from early_payout_costs(case when early then p_bet_ids end) e
            union all
            select b.bet_id, b.currency, b.cost, 'boost' from boost_costs(boosted) b) c
     cross join lateral (
       select coalesce(sum(case t.code when c.kind || '_cost' then t.amount else -t.amount end), 0)::bigint as booked,
              count(*)::integer as times
         from ledger_transfer_view t
        where t.reference = 'bet:' || c.bet_id and t.code in (c.kind || '_cost', c.kind || '_cost_returned')) k
     cross join lateral (select ledger_account_for('promotions_expense', null, c.currency) as id) p
     cross join lateral (select ledger_account_for('sportsbook_income', null, c.currency) as id) i
     where c.cost <> k.booked
     order by c.bet_id, c.kind));
  if cardinality(boosted) > 0 then
    update boosted_bet x set cost = c.cost from boost_costs(boosted) c where x.bet_id = c.bet_id and x.cost <> c.cost;
  end if;
end $$;

revoke execute on function book_promotion_costs from public;
