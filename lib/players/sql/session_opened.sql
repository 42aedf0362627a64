/*
 * Trigger. A session lasts thirty days for a player and twelve hours for staff, at most (23514 otherwise). A sign-in of staff is written
 * to the audit trail, so that a session opened without a password leaves a trace too.
 */
create or replace function session_opened() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  holder player;
begin
  select p.* into holder from player p where p.id = new.player_id;
  if new.expires_at > clock_timestamp() + (case holder.role when 'player' then interval '30 days' else interval '12 hours' end) then
    raise exception using errcode = '23514', message = 'a session may not last so long';
  end if;
  if holder.role <> 'player' then
    perform audit_append(holder.id, holder.display_name, 'staff.sign_in', 'player:' || holder.id, null, null,
      jsonb_build_object('ip', new.ip), null, new.id);
  end if;
  return null;
end $$;

revoke execute on function session_opened from public;

create or replace trigger session_opened after insert on session for each row execute function session_opened();
