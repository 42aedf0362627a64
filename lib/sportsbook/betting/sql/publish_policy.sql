/*
 * Puts rules in force as the version after p_base, with an entry in the audit trail. Waits for bets that are being committed: once it has
 * committed, no bet decided under an older version is accepted. Answers the new version, or the newest one when that is no longer p_base.
 * Locks: the advisory lock 'all', exclusively. Raises EV401 without a session of staff, and EV403
 * where no role permits it.
 */
create or replace function publish_policy(p_session_id uuid, p_base integer, p_rules jsonb, p_reason text, p_request_id text)
  returns table (published boolean, version integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  staff staff_account := staff_of(p_session_id, '{administrator,risk}');
  newest integer;
  base_rules jsonb;
begin
  perform pg_advisory_xact_lock(book_lock_key('all', ''));
  select p.version, p.rules into newest, base_rules from betting_policy p order by p.version desc limit 1;
  if newest is distinct from p_base then
    return query select false, coalesce(newest, 0);
    return;
  end if;
  insert into betting_policy (version, rules, created_by) values (p_base + 1, p_rules, staff.id);
  perform audit_append(staff.id, staff.display_name, 'policy.publish', 'policy:' || (p_base + 1), p_reason,
    jsonb_build_object('version', p_base) || base_rules, jsonb_build_object('version', p_base + 1) || p_rules,
    p_request_id, p_session_id);
  return query select true, p_base + 1;
end $$;

revoke execute on function publish_policy from public;
grant execute on function publish_policy to evens_app;
