/*
 * The steps that bring these bets to the results of their legs, in the order of their ids; none for a bet that needs no change or was cashed
 * out. p_causes
 * has the cause of each bet. Expects: the caller has locked the bets.
 */
create or replace function bet_steps(p_bet_ids uuid[], p_causes text[]) returns bet_step[]
language plpgsql stable set enable_seqscan = off as $$
begin
  return array(
    select row(b.id, b.player_id,
               case when s.returned > 0 or b.status = 'settled' then
                 (select a.id from ledger_account_view a
                   where a.owner_id = b.player_id and a.kind = 'player_cash' and a.currency = b.currency and a.detail = '') end,
               b.currency, b.stake, b.settlement_version + 1, b.status, s.result, s.returned, c.cause, null, null, null, null,
               b.free_bet_id)::bet_step
      from unnest(p_bet_ids, p_causes) c(bet_id, cause) join bet b on b.id = c.bet_id,
           lateral (select e.result, bet_paid(b.free_bet_id, e.result, b.stake, e.returned) as returned
                      from bet_effective_result(b.id, b.stake, b.lines) e) s
     where b.result is distinct from 'cashed_out' and (b.result, b.returned) is distinct from (s.result, s.returned)
     order by b.id);
end $$;
