/*
 * void_bet by a member of staff, who is identified by the session. Raises EV401 without a session of staff, and EV403 if no role permits
 * it.
 */
create or replace function staff_void_bet(p_session_id uuid, p_bet_id uuid, p_reason text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  staff staff_account := staff_of(p_session_id, '{administrator,settlement}');
begin
  return void_bet(p_bet_id, p_reason, staff.id);
end $$;

revoke execute on function staff_void_bet from public;
grant execute on function staff_void_bet to evens_app;
