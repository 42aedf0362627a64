/*
 * Voids one open bet: every leg is void, for good, and the stake goes back. Answers 'voided', 'unknown_bet' or 'already_settled'.
 * Locks: the bet, then as settle_steps does. Internal: staff_void_bet is the public function.
 */
create or replace function void_bet(p_bet_id uuid, p_reason text, p_by uuid) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  found_status text;
begin
  select status into found_status from bet where id = p_bet_id for no key update;
  if not found then return 'unknown_bet'; end if;
  if found_status <> 'open' then return 'already_settled'; end if;
  update bet set void_reason = p_reason where id = p_bet_id;
  update bet_leg set result = 'void', factor = 1, divisor = 1 where bet_id = p_bet_id;
  perform settle_bets(array[p_bet_id], array['void:' || p_reason], p_by);
  return 'voided';
end $$;

revoke execute on function void_bet from public;
