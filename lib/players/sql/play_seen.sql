/*
 * Notes that a player is on the site: the running play session goes on, or another one begins where the last sign of the player is older than
 * p_gap. Then says in player.play_until from when the player may not bet or play: since always where a required limit is missing, else from the
 * earlier of the end of what the limits on time leave and the next reality check (every p_check_minutes; null: none).
 * Time stops counting when a limit is reached. Signing out ends nothing, so that signing in again does not put off a check.
 * Locks the player's row, before the locks of money: see player_limit_lock.
 */
create or replace function play_seen(p_player_id uuid, p_gap interval, p_check_minutes integer, p_required text[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moment timestamptz;
  holder player;
  present play_session;
  stopped boolean;
  room interval;
  stop_at timestamptz;
  stop text;
begin
  select p.* into holder from player p where p.id = p_player_id for no key update;
  if not found then return; end if;
  moment := clock_timestamp();
  select s.* into present from play_session s where s.player_id = p_player_id order by s.last_active_at desc limit 1;
  stopped := holder.play_stop is not distinct from 'session_limit' and holder.play_until <= moment;

  if present.last_active_at > moment - p_gap then
    update play_session s
       set last_active_at = greatest(s.last_active_at, case when stopped then holder.play_until else moment end),
           check_minutes = p_check_minutes
     where s.id = present.id returning s.* into present;
  else
    present := null;
  end if;

  select min(l.amount * interval '1 minute' - l.used) into room from play_limits(p_player_id, moment) l;
  if room <= interval '0' then
    stop_at := case when stopped then holder.play_until else moment end;
    stop := 'session_limit';
  else
    if stopped or present.id is null then
      insert into play_session (player_id, started_at, last_active_at, check_minutes, checked_at)
      values (p_player_id, moment, moment, p_check_minutes, moment) returning * into present;
    end if;
    stop_at := moment + room;
    stop := case when room is not null then 'session_limit' end;
    if present.checked_at + present.check_minutes * interval '1 minute' < coalesce(stop_at, 'infinity') then
      stop_at := present.checked_at + present.check_minutes * interval '1 minute';
      stop := 'reality_check';
    end if;
  end if;

  if exists (
    select from unnest(p_required) r(kind)
     where not exists (select from player_limit l
                        where l.player_id = p_player_id and l.kind in (r.kind, case r.kind when 'deposit' then 'net_deposit' end))) then
    stop_at := 'epoch';
    stop := 'limits_required';
  end if;

  if (stop_at, stop) is distinct from (holder.play_until, holder.play_stop) then
    update player p set play_until = stop_at, play_stop = stop where p.id = p_player_id;
  end if;
end $$;

revoke execute on function play_seen from public;
grant execute on function play_seen to evens_app;
