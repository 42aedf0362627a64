/*
 * Ends the hold of a pending bet as 'posted' (it becomes the stake's transfer, under the bet's id) or 'voided'. Of a bet that is taken at the
 * lower stake of a trader's offer, the rest is released. Raises EV001 when another stake was received. Internal: the caller holds the pending bet's row.
 */
create or replace function end_pending_hold(p_bet_id uuid, p_stake bigint, p_kind text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  answer text;
begin
  if not exists (select from pending_bet where id = p_bet_id
                   and p_stake = case when ruling = 'offer_accepted' and p_kind = 'posted' then (offer->>'total')::bigint else stake end) then
    perform ledger_fault('bet ' || p_bet_id || ' was received with another stake');
  end if;
  answer := ledger_hold_close(p_bet_id, p_kind, case p_kind when 'posted' then p_stake end, case p_kind when 'posted' then p_bet_id end);
  if answer <> 'ended' then
    perform ledger_fault('the stake of bet ' || p_bet_id || ' is not held: ' || answer);
  end if;
end $$;

revoke execute on function end_pending_hold from public;
