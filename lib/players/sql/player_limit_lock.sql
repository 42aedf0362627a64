/*
 * Locks what a player's limits are checked under: deposits by an advisory lock, gates by the player's row, stakes by the cash account, which is made if need be and
 * answered. In this order. Internal.
 */
create or replace function player_limit_lock(p_player_id uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  account bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('deposit:' || p_player_id, 0));
  perform from player p where p.id = p_player_id for no key update;
  account := ledger_account_for('player_cash', p_player_id, (select p.currency from player p where p.id = p_player_id));
  perform ledger_lock(array[account]);
  return account;
end $$;

revoke execute on function player_limit_lock from public;
