/*
 * Brings into force what a player asked for, once the wait is over by the database's clock. Answers 'confirmed', 'not_ready' or
 * 'nothing_waiting'.
 */
create or replace function player_limit_confirm(p_player_id uuid, p_kind text, p_period text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  present player_limit;
begin
  perform player_limit_lock(p_player_id);
  select l.* into present from player_limit l where (l.player_id, l.kind, l.period) = (p_player_id, p_kind, p_period);
  if present.wanted_at is null then return 'nothing_waiting'; end if;
  if present.ready_at > clock_timestamp() then return 'not_ready'; end if;
  if present.wanted is null then
    delete from player_limit l where (l.player_id, l.kind, l.period) = (p_player_id, p_kind, p_period);
  else
    update player_limit l
       set amount = present.wanted, since = clock_timestamp(), wanted = null, wanted_at = null, ready_at = null
     where (l.player_id, l.kind, l.period) = (p_player_id, p_kind, p_period);
  end if;
  insert into player_limit_change (player_id, kind, period, action, before, after)
  values (p_player_id, p_kind, p_period, 'raise_confirmed', present.amount, present.wanted);
  return 'confirmed';
end $$;

revoke execute on function player_limit_confirm from public;
grant execute on function player_limit_confirm to evens_app;
