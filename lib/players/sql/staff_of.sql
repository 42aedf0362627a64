/*
 * The member of staff whose session this is. Raises EV401 where the session is unknown, revoked or expired, or is not one of staff.
 * Internal: only functions with the owner's rights may call it.
 */
create or replace function staff_of(p_session_id uuid) returns player
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  staff player;
begin
  select p.* into staff from session s join player p on p.id = s.player_id
   where s.id = p_session_id and s.revoked_at is null and s.expires_at > clock_timestamp()
     and p.role = 'admin' and p.status <> 'closed';
  if not found then
    raise exception using errcode = 'EV401', message = 'not a valid session of staff';
  end if;
  return staff;
end $$;

revoke execute on function staff_of from public;
