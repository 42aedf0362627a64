/*
 * Takes back a free bet that is not used yet: its money goes back to the cost of promotions. Answers 'withdrawn', 'unknown_free_bet' or
 * 'free_bet_ended'.
 * Locks: the bonus account of its player.
 */
create or replace function withdraw_free_bet(p_id uuid) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted free_bet;
  account bigint;
begin
  select * into wanted from free_bet f where f.id = p_id;
  if not found then return 'unknown_free_bet'; end if;
  account := bonus_account(wanted.player_id, wanted.currency);
  perform ledger_lock(array[account]);
  update free_bet f set state = 'withdrawn', ended_at = clock_timestamp() where f.id = p_id and f.state = 'available';
  if not found then return 'free_bet_ended'; end if;
  perform ledger_write(array[
    row(settlement_transfer_id(p_id, 0, 'withdrawn'), account, ledger_account_for('promotions_expense', null, wanted.currency),
        wanted.amount, wanted.currency, 'free_bet_withdrawn', 'free_bet:' || p_id, null)::ledger_posting]);
  return 'withdrawn';
end $$;

revoke execute on function withdraw_free_bet from public;
grant execute on function withdraw_free_bet to evens_app;
