/*
 * Trigger. Refuses (23514) to end an exclusion early: a time-out and a closure never end otherwise than by themselves, a self-exclusion
 * ends 24 hours after the player has asked for it, and may be asked for when its term is over. Staff may end what staff entered, and a register its own.
 */
create or replace function exclusion_may_end() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  exclusion player_exclusion;
begin
  select x.* into strict exclusion from player_exclusion x where x.id = new.exclusion_id;
  if exclusion.kind in ('time_out', 'closure')
     or (exclusion.kind = 'self_exclusion'
         and (exclusion.ends_at is null or exclusion.ends_at > new.asked_at or new.asked_at > clock_timestamp()
              or new.ends_at < new.asked_at + interval '24 hours'))
     or (exclusion.kind in ('operator', 'register') and new.ended_by is null) then
    raise exception using errcode = '23514', message = 'this exclusion may not end yet';
  end if;
  return new;
end $$;

revoke execute on function exclusion_may_end from public;

create or replace trigger exclusion_may_end before insert on player_exclusion_end
  for each row execute function exclusion_may_end();
