/*
 * Ends the hold of a pending bet as 'posted' (it becomes the stake's transfer, under the bet's id) or 'voided'.
 * Raises EV001 when the stake is not held exactly as received. Internal: the caller holds the pending bet's row.
 */
create or replace function end_pending_hold(p_bet_id uuid, p_stake bigint, p_kind text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  answer text;
begin
  if not exists (select from pending_bet where id = p_bet_id and stake = p_stake) then
    perform ledger_fault('bet ' || p_bet_id || ' was received with another stake');
  end if;
  answer := ledger_hold_close(p_bet_id, p_kind, null, case p_kind when 'posted' then p_bet_id end);
  if answer <> 'ended' then
    perform ledger_fault('the stake of bet ' || p_bet_id || ' is not held: ' || answer);
  end if;
end $$;

revoke execute on function end_pending_hold from public;
