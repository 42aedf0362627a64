/*
 * Gives back the free bets of bets that became void by these steps, and takes them from bets that are no longer void. What was given back lasts as
 * long as it did at first, seven days at least. Answers the postings that move the stakes of bets that are no longer void back to open_bets: from
 * the player's bonus account, or, where the free bet has been used or has expired since, from the cost of promotions.
 * Expects: the caller has locked the bets and the bonus accounts of their players.
 */
create or replace function return_free_bets(p_steps bet_step[]) returns ledger_posting[]
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  taken uuid[];
begin
  insert into free_bet (id, player_id, currency, amount, expires_at, min_odds, sports, kinds, reason, origin_id)
  select settlement_transfer_id(s.bet_id, s.version, 'free_bet'), s.player_id, s.currency, s.stake,
         greatest(f.expires_at, clock_timestamp() + interval '7 days'), f.min_odds, f.sports, f.kinds, f.reason, s.bet_id
    from unnest(p_steps) s join free_bet f on f.id = s.free_bet_id
   where s.result = 'void';

  with back as (
    update free_bet f set state = 'withdrawn', ended_at = clock_timestamp()
      from unnest(p_steps) s
     where s.free_bet_id is not null and s.was = 'settled'
       and f.id = settlement_transfer_id(s.bet_id, s.version - 1, 'free_bet') and f.state = 'available'
    returning s.bet_id)
  select coalesce(array_agg(b.bet_id), '{}') into taken from back b;

  return array(
    select row(settlement_transfer_id(s.bet_id, s.version, 'reverse:stake'),
               case when s.bet_id = any(taken) then t.credit_id else ledger_account_for('promotions_expense', null, s.currency) end,
               t.debit_id, t.amount, t.currency,
               case when s.bet_id = any(taken) then 'bet_refund_reversed' else 'free_bet_covered' end, t.reference,
               case when s.bet_id = any(taken) then t.id end)::ledger_posting
      from unnest(p_steps) s
      join ledger_transfer_view t on t.id = settlement_transfer_id(s.bet_id, s.version - 1, 'stake') and t.code = 'bet_refund'
     where s.free_bet_id is not null and s.was = 'settled');
end $$;

revoke execute on function return_free_bets from public;
