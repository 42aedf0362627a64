/*
 * Brings bets to the results of their legs (bet_steps, settle_steps). p_causes has the cause of each bet; p_by is the member of staff, if
 * any. Returns how many bets changed. Internal: the caller has locked the bets.
 */
create or replace function settle_bets(p_bet_ids uuid[], p_causes text[], p_by uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  steps bet_step[] := bet_steps(p_bet_ids, p_causes);
begin
  if cardinality(steps) > 0 then perform settle_steps(steps, p_by); end if;
  return cardinality(steps);
end $$;

revoke execute on function settle_bets from public;
