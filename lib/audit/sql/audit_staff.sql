/*
 * Records an action of staff. The actor follows from the session (staff_of raises EV401 where it is not one of staff).
 * Refuses (42501) actions that are recorded by a function of their own: 'policy.*' and 'staff.*'.
 */
create or replace function audit_staff(
  p_session_id uuid, p_action text, p_subject text, p_reason text, p_before jsonb, p_after jsonb, p_request_id text
) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  staff staff_account := staff_of(p_session_id);
begin
  if p_action like 'policy.%' or p_action like 'staff.%' then
    raise exception using errcode = '42501', message = format('%s is recorded where it is done', p_action);
  end if;
  return audit_append(staff.id, staff.display_name, p_action, p_subject, p_reason, p_before, p_after, p_request_id, p_session_id);
end $$;

revoke execute on function audit_staff from public;
grant execute on function audit_staff to evens_app;
