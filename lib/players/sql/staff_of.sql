/*
 * The member of staff whose session this is. Raises EV401 where the session is unknown, revoked or expired, or is not one of staff, and
 * EV403 where the account has none of the roles. The modules' permissions.ts say what roles may do; a test holds the callers to it.
 * Internal: only functions with the owner's rights may call it.
 */
create or replace function staff_of(p_session_id uuid, p_roles text[] default null) returns staff_account
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  staff staff_account;
begin
  select a.* into staff from session s join staff_account a on a.id = s.staff_id
   where s.id = p_session_id and s.revoked_at is null and s.expires_at > clock_timestamp() and a.status = 'active';
  if not found then
    raise exception using errcode = 'EV401', message = 'not a valid session of staff';
  end if;
  if p_roles is not null and not exists (select from staff_role r where r.staff_id = staff.id and r.role = any(p_roles)) then
    raise exception using errcode = 'EV403', message = 'no role that permits this';
  end if;
  return staff;
end $$;

revoke execute on function staff_of from public;
