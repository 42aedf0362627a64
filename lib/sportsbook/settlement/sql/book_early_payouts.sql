/*
 * Books what early payouts of these bets have cost (early_payout_costs) from the cost of promotions to the income of the sportsbook, which then
 * shows what the results alone would have brought; after a correction the difference, either way. Safe to repeat.
 * Internal: the caller has locked the bets.
 */
create or replace function book_early_payouts(p_bet_ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
begin
  -- An operator without early payouts pays for none.
  if not exists (select from outcome where early_at is not null) then return; end if;
  perform ledger_write(array(
    select row(settlement_transfer_id(c.bet_id, k.times, 'early_payout'), case when c.cost > k.booked then p.id else i.id end,
               case when c.cost > k.booked then i.id else p.id end, abs(c.cost - k.booked), c.currency,
               case when c.cost > k.booked then 'early_payout_cost' else 'early_payout_cost_returned' end, 'bet:' || c.bet_id,
               null)::ledger_posting
      from early_payout_costs(p_bet_ids) c
     cross join lateral (
       select coalesce(sum(case t.code when 'early_payout_cost' then t.amount else -t.amount end), 0)::bigint as booked,
              count(*)::integer as times
         from ledger_transfer_view t
        where t.reference = 'bet:' || c.bet_id and t.code in ('early_payout_cost', 'early_payout_cost_returned')) k
     cross join lateral (select ledger_account_for('promotions_expense', null, c.currency) as id) p
     cross join lateral (select ledger_account_for('sportsbook_income', null, c.currency) as id) i
     where c.cost <> k.booked
     order by c.bet_id));
end $$;

revoke execute on function book_early_payouts from public;
