/*
 * Deletes the counted stakes of events that ended p_days ago or earlier (seven at least) and whose markets are all decided: no bet on them
 * can follow. Answers how many rows it deleted.
 */
create or replace function player_stakes_forget(p_days integer) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  deleted bigint;
begin
  delete from player_stake x using event e
   where e.id = x.event_id and e.status in (3, 4, 5, 9) and e.starts_at < now() - greatest(p_days, 7) * interval '1 day'
     and not exists (select from market m where m.event_id = e.id and m.status > -3);
  get diagnostics deleted = row_count;
  return deleted;
end $$;

revoke execute on function player_stakes_forget from public;
grant execute on function player_stakes_forget to evens_app;
