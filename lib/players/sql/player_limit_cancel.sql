/* Drops a raise that waits: the limit stays as it is. Answers 'cancelled' or 'nothing_waiting'. */
create or replace function player_limit_cancel(p_player_id uuid, p_kind text, p_period text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  present player_limit;
begin
  perform player_limit_lock(p_player_id);
  select l.* into present from player_limit l where (l.player_id, l.kind, l.period) = (p_player_id, p_kind, p_period);
  if present.wanted_at is null then return 'nothing_waiting'; end if;
  update player_limit l set wanted = null, wanted_at = null, ready_at = null
   where (l.player_id, l.kind, l.period) = (p_player_id, p_kind, p_period);
  insert into player_limit_change (player_id, kind, period, action, before, after)
  values (p_player_id, p_kind, p_period, 'raise_cancelled', present.wanted, present.amount);
  return 'cancelled';
end $$;

revoke execute on function player_limit_cancel from public;
grant execute on function player_limit_cancel to evens_app;
