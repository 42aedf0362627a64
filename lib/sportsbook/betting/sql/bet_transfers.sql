/*
 * The transfers of a bet. Stake, settlements and returns are found by their ids, which begin with the bet's own time; reversals and debts
 * by their reference.
 */
create or replace function bet_transfers(p_bet_id uuid) returns setof ledger_transfer
language sql stable as $$
  select t.* from ledger_transfer_view t
   where t.id between (left(p_bet_id::text, 13) || '-0000-0000-000000000000')::uuid
                  and (left(p_bet_id::text, 13) || '-ffff-ffff-ffffffffffff')::uuid
     and t.reference = 'bet:' || p_bet_id and t.code in ('bet_stake', 'bet_stake_settled', 'bet_return', 'bet_refund', 'bet_cash_out', 'bet_edit')
  union all
  select t.* from ledger_transfer_view t
   where t.reference = 'bet:' || p_bet_id and t.code not in ('bet_stake', 'bet_stake_settled', 'bet_return', 'bet_refund', 'bet_cash_out', 'bet_edit')
$$;
